package example.library;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One query after the other, or several at once, on threads of many kinds. */
@RestController
@RequestMapping("/fan-out")
public class FanOutController {
  private final JdbcTemplate jdbc;
  private final AsyncTaskExecutor executor;

  FanOutController(JdbcTemplate jdbc, AsyncTaskExecutor executor) {
    this.jdbc = jdbc;
    this.executor = executor;
  }

  private int query(int times) {
    for (int i = 0; i < times; i++) {
      jdbc.queryForObject("SELECT 1", Integer.class);
    }
    return times;
  }

  @GetMapping("/here/{trips}")
  public String here(@PathVariable int trips) {
    return "" + query(trips);
  }

  @GetMapping("/callable/{trips}")
  public Callable<String> callable(@PathVariable int trips) {
    return () -> "" + query(trips);
  }

  @GetMapping("/deferred/{trips}")
  public DeferredResult<String> deferred(@PathVariable int trips) {
    DeferredResult<String> result = new DeferredResult<>();
    executor.submit(() -> result.setResult("" + query(trips)));
    return result;
  }

  @GetMapping("/future/{trips}")
  public CompletableFuture<String> future(@PathVariable int trips) {
    return CompletableFuture.supplyAsync(() -> query(trips), executor).thenApply(made -> "" + made);
  }

  @GetMapping("/streamed/{trips}")
  public StreamingResponseBody streamed(@PathVariable int trips) {
    return out -> out.write(("" + query(trips)).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/at-once/{trips}")
  public String atOnce(@PathVariable int trips) throws InterruptedException, ExecutionException {
    List<Future<Integer>> queries = new ArrayList<>();
    for (int i = 0; i < trips; i++) {
      queries.add(executor.submit(() -> query(1)));
    }
    for (Future<Integer> query : queries) {
      query.get();
    }
    return "" + trips;
  }

  @GetMapping("/parallel/{trips}")
  public String parallel(@PathVariable int trips) {
    return "" + IntStream.range(0, trips).parallel().map(i -> query(1)).sum();
  }
}
