package example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Orders, each for so many round trips. */
@Path("/orders")
public final class OrderResource {
  private final ExecutorService tasks = Executors.newFixedThreadPool(4);
  private final DataSource database;

  OrderResource(DataSource database) {
    this.database = database;
  }

  @GET
  @Path("/{id}")
  public String one(@PathParam("id") long id) throws SQLException {
    query(1);
    return "order " + id;
  }

  @GET
  @Path("/{id}/missing")
  public String missing() throws SQLException {
    query(1);
    throw new NotFoundException("as asked for");
  }

  @GET
  @Path("/{id}/fails")
  public String fails() throws SQLException {
    query(1);
    throw new IllegalStateException("as asked for");
  }

  @GET
  @Path("/{id}/async")
  public void async(@Suspended AsyncResponse response) {
    tasks.submit(() -> {
      query(2);
      return response.resume("resumed");
    });
  }

  @GET
  @Path("/{id}/fan/{tasks}")
  public String fan(@PathParam("tasks") int count) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(tasks.submit(() -> {
        query(1);
        return null;
      }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    return "done";
  }

  private void query(int times) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < times; i++) {
        try (ResultSet rows = statement.executeQuery("SELECT 1")) {
          rows.next();
        }
      }
    }
  }
}
