package io.tripmeter.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The service on a free port with an empty PostgreSQL of its own, and a client for it. */
final class RunningApp implements AutoCloseable {
  static final String DEMO = "demo-token";

  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedPostgres postgres;
  private final SampleApp app;

  private RunningApp(EmbeddedPostgres postgres, SampleApp app) {
    this.postgres = postgres;
    this.app = app;
  }

  static RunningApp start(int poolSize) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    try {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      Settings settings = new Settings(url, "postgres", "postgres", 0, poolSize, true);
      return new RunningApp(postgres, SampleApp.start(settings));
    } catch (Exception e) {
      postgres.close();
      throw e;
    }
  }

  Reply get(String path, String token) throws Exception {
    return send(request(path, token).GET());
  }

  Reply getWithoutToken(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(app.address() + path)).GET());
  }

  Reply post(String path, String token, String body) throws Exception {
    return send(request(path, token).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Posts with the default content type of {@code curl -d}. */
  Reply postLabelledAsForm(String path, String token, String body) throws Exception {
    return send(request(path, token)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(app.address() + path))
        .header("Authorization", "Bearer " + token);
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("none");
    if (!type.startsWith("application/json")) {
      throw new AssertionError("not JSON but " + type + ": " + response.body());
    }
    return new Reply(response.statusCode(), JsonParser.parseString(response.body()));
  }

  /** The first column of the first row of a query that is sent directly to the database. */
  long number(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection borrow() throws SQLException {
    return app.pool().getConnection();
  }

  @Override
  public void close() throws IOException {
    app.close();
    postgres.close();
  }

  record Reply(int status, JsonElement body) {
    JsonElement get(String key) {
      return body.getAsJsonObject().get(key);
    }
  }
}
