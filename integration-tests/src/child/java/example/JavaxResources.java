package example;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  public String fan(@PathParam("tasks") int tasks) {
    RequestTrips.fanOut(tasks);
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
    Tasks.THREADS.execute(() -> {
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
        Tasks.THREADS);
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
