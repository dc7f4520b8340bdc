package example;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.resteasy.reactive.RestPath;

/** The number in a path is that of its round trips. */
@Path("/orders")
@Produces(MediaType.TEXT_PLAIN)
public class Orders {
  @Inject
  ManagedExecutor executor;

  @Inject
  Vertx vertx;

  @GET
  @Path("/blocking/{trips}")
  public String blocking(@RestPath int trips) {
    return Trips.query(trips);
  }

  @GET
  @Path("/uni/{trips}")
  public Uni<String> uni(@RestPath int trips) {
    return Uni.createFrom()
        .item(() -> Trips.query(trips))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  @GET
  @Path("/delayed/{trips}")
  public Uni<String> delayed(@RestPath int trips) {
    return Uni.createFrom()
        .item("x")
        .onItem()
        .delayIt()
        .by(Duration.ofMillis(10))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(x -> Trips.query(trips));
  }

  @GET
  @Path("/one-by-one/{trips}")
  public Uni<String> oneByOne(@RestPath int trips) {
    return Multi.createFrom()
        .items(IntStream.range(0, trips).boxed())
        .onItem()
        .transformToUniAndConcatenate(i -> uni(1))
        .collect()
        .asList()
        .map(Object::toString);
  }

  @GET
  @Path("/managed/{trips}")
  @NonBlocking
  public CompletionStage<String> managed(@RestPath int trips) {
    return executor.supplyAsync(() -> Trips.query(trips));
  }

  @GET
  @Path("/vertx/{trips}")
  @NonBlocking
  public CompletionStage<String> vertx(@RestPath int trips) {
    return vertx.executeBlocking(() -> Trips.query(trips)).toCompletionStage();
  }

  @GET
  @Path("/at-once/{trips}")
  public String atOnce(@RestPath int trips) {
    CompletableFuture<?>[] all = new CompletableFuture<?>[trips];
    for (int i = 0; i < trips; i++) {
      all[i] = executor.runAsync(() -> Trips.query(1));
    }
    CompletableFuture.allOf(all).join();
    return "x";
  }

  @Path("/shops/{shop}")
  public Shop shop(@RestPath String shop) {
    return new Shop();
  }

  @POST
  @Path("/bodies/{trips}")
  @Blocking
  public String body(@RestPath int trips, String body) {
    return Trips.query(trips);
  }
}
