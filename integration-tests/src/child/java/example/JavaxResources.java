package example;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;

/** Resources of JAX-RS in javax; the build makes the same of jakarta. */
@Path("orders")
public final class JavaxResources {
  /** Few threads, shared by all requests, so that each has tasks of many of them. */
  private static final ExecutorService TASKS = Executors.newFixedThreadPool(4, task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  @GET
  public String all() {
    RequestTrips.query(2);
    return "all";
  }

  @GET
  @Path("{id: [0-9]{1,9}}")
  public String one(@PathParam("id") long id) {
    RequestTrips.query(1);
    return "order " + id;
  }

  @GET
  @Path("{id}/fan/{tasks}")
  public String fan(@PathParam("tasks") int tasks) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(TASKS.submit(() -> RequestTrips.query(1)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    return "done";
  }

  @Path("{id}/lines/")
  public Lines lines() {
    RequestTrips.query(1);
    return new Lines();
  }

  @GET
  @Path("{id}/missing")
  public String missing() {
    RequestTrips.query(1);
    throw new NotFoundException("as asked for");
  }

  @GET
  @Path("{id}/fails")
  public String fails() {
    RequestTrips.query(1);
    throw new IllegalStateException("as asked for");
  }

  @POST
  @Path("{id}/posted")
  public String posted() {
    return "posted";
  }

  @GET
  @Path("{id}/async")
  public void async(@Suspended AsyncResponse response) {
    TASKS.execute(() -> {
      RequestTrips.query(2);
      response.resume("resumed");
    });
  }

  @GET
  @Path("{id}/stage")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(
        () -> {
          RequestTrips.query(3);
          return "staged";
        },
        TASKS);
  }

  /** A sub-resource of one order. */
  public static final class Lines {
    @GET
    @Path("{line}/price")
    public String price() {
      RequestTrips.query(2);
      return "price";
    }
  }
}
