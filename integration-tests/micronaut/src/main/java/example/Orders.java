package example;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The number in a path is that of its round trips. */
@Controller("/orders")
public class Orders {
  @Get(uri = "/blocking/{trips}", produces = MediaType.TEXT_PLAIN)
  @ExecuteOn(TaskExecutors.BLOCKING)
  public String blocking(int trips) {
    return Trips.query(trips);
  }

  @Get(uri = "/io/{trips}", produces = MediaType.TEXT_PLAIN)
  @ExecuteOn(TaskExecutors.IO)
  public String io(int trips) {
    return Trips.query(trips);
  }

  @Get(uri = "/here/{trips}", produces = MediaType.TEXT_PLAIN)
  public String here(int trips) {
    return Trips.query(trips);
  }

  @Get(uri = "/future/{trips}", produces = MediaType.TEXT_PLAIN)
  public CompletableFuture<String> future(int trips) {
    return CompletableFuture.supplyAsync(() -> Trips.query(trips));
  }

  @Get(uri = "/mono/{trips}", produces = MediaType.TEXT_PLAIN)
  public Mono<String> mono(int trips) {
    return Mono.fromCallable(() -> Trips.query(trips)).subscribeOn(Schedulers.boundedElastic());
  }

  @Get(uri = "/at-once/{trips}", produces = MediaType.TEXT_PLAIN)
  @ExecuteOn(TaskExecutors.BLOCKING)
  public String atOnce(int trips) {
    CompletableFuture.allOf(IntStream.range(0, trips)
            .mapToObj(i -> CompletableFuture.runAsync(() -> Trips.query(1)))
            .toArray(CompletableFuture<?>[]::new))
        .join();
    return "x";
  }

  @Post(uri = "/bodies/{trips}", consumes = MediaType.TEXT_PLAIN, produces = MediaType.TEXT_PLAIN)
  @ExecuteOn(TaskExecutors.BLOCKING)
  public String body(int trips, @Body String body) {
    return Trips.query(trips);
  }
}
