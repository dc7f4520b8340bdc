package io.tripmeter.sample;

import static io.tripmeter.sample.RunningApp.DEMO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.tripmeter.sample.RunningApp.Reply;
import java.sql.Connection;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleAppTest {
  private static final int POOL_SIZE = 3;
  private static RunningApp app;

  @BeforeAll
  static void start() throws Exception {
    app = RunningApp.start(POOL_SIZE);
    app.execute(
        "insert into app_user (id, name, email) values (2, 'Nils Neighbour', 'nils@example.org')");
    app.execute("insert into api_token values (sha256('nils-token'), 2, 'infinity')");
    app.execute("insert into api_token values (sha256('old-token'), 1, '2020-01-01')");
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @Test
  void bothStylesListTheSameTasks() throws Exception {
    Reply chatty = app.get("/api/tasks?style=chatty", DEMO);
    Reply joined = app.get("/api/tasks?style=joined", DEMO);

    assertEquals(200, chatty.status());
    assertEquals(chatty, joined);
    JsonArray tasks = joined.get("tasks").getAsJsonArray();
    assertEquals(20, tasks.size());
    assertEquals("Replace the furnace filter", field(tasks.get(0), "title"));
    assertEquals("2026-12-01", field(tasks.get(0), "dueOn"));
    assertTrue(completions(tasks) >= 20, "completions in " + tasks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatty", "joined"})
  void aUserWithoutResidencesHasNoTasks(String style) throws Exception {
    Reply reply = app.get("/api/tasks?style=" + style, "nils-token");

    assertEquals(200, reply.status());
    assertEquals(0, reply.get("tasks").getAsJsonArray().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/tasks?style=chatty",
        "/api/tasks?style=joined",
        "/api/tasks/1",
        "/api/residences",
        "/api/contractors",
        "/api/documents"
      })
  void aValidTokenIsNeeded(String path) throws Exception {
    assertEquals(401, app.getWithoutToken(path).status());
    assertEquals(401, app.get(path, "guessed").status());
    assertEquals(401, app.get(path, "old-token").status());
  }

  @Test
  void aTaskIsShownOnlyToItsOwner() throws Exception {
    Reply own = app.get("/api/tasks/3", DEMO);

    assertEquals(200, own.status());
    assertEquals("Clean the gutters", field(own.body(), "title"));
    assertEquals(404, app.get("/api/tasks/3", "nils-token").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/tasks/999", "/api/tasks/abc", "/api/tasks/", "/api/unicorns", "/"})
  void whatIsNotThereIsAnsweredInJson(String path) throws Exception {
    Reply reply = app.get(path, DEMO);

    assertEquals(404, reply.status());
    assertTrue(reply.get("error").getAsString().length() > 0);
  }

  @Test
  void aCompletionPostponesTheTask() throws Exception {
    String body = "{\"taskId\":2,\"doneOn\":\"2026-11-20\",\"note\":\"All four ring\"}";

    assertEquals(404, app.post("/api/completions", "nils-token", body).status());
    Reply reply = app.post("/api/completions", DEMO, body);

    assertEquals(201, reply.status());
    JsonObject task = app.get("/api/tasks/2", DEMO).body().getAsJsonObject();
    JsonArray completions = task.getAsJsonArray("completions");
    assertEquals(reply.body(), completions.get(completions.size() - 1));
    assertEquals("2026-12-20", field(task, "dueOn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"taskId\":2}",
        "{\"taskId\":2,\"doneOn\":\"yesterday\"}",
        "{\"taskId\":2,\"doneOn\":\"9999-01-01\"}"
      })
  void aCompletionNeedsADateThatHasCome(String body) throws Exception {
    assertEquals(400, app.post("/api/completions", DEMO, body).status());
  }

  @Test
  void theOtherListsContainTheSeedData() throws Exception {
    assertEquals(
        3, app.get("/api/residences", DEMO).get("residences").getAsJsonArray().size());
    assertEquals(
        4, app.get("/api/contractors", DEMO).get("contractors").getAsJsonArray().size());
    assertEquals(
        5, app.get("/api/documents", DEMO).get("documents").getAsJsonArray().size());
  }

  @Test
  void anUnknownStyleOrMethodIsAClientError() throws Exception {
    assertEquals(400, app.get("/api/tasks?style=telepathic", DEMO).status());
    assertEquals(405, app.post("/api/tasks", DEMO, "{}").status());
    assertEquals(405, app.get("/api/orders", DEMO).status());
  }

  @Test
  void pingReturnsTheServersDate() throws Exception {
    Reply reply = app.getWithoutToken("/api/ping");

    assertEquals(200, reply.status());
    assertTrue(reply.get("date").getAsString().matches("\\d{4}-\\d{2}-\\d{2}"), reply.toString());
  }

  @Test
  void healthAnswersWhileEveryConnectionIsInUse() throws Exception {
    try (Connection first = app.borrow();
        Connection second = app.borrow();
        Connection third = app.borrow()) {
      assertTrue(first.isValid(5) && second.isValid(5) && third.isValid(5));
      assertEquals(200, app.getWithoutToken("/health").status());
    }
  }

  private static long completions(JsonArray tasks) {
    return StreamSupport.stream(tasks.spliterator(), false)
        .mapToLong(task -> task.getAsJsonObject().getAsJsonArray("completions").size())
        .sum();
  }

  private static String field(JsonElement object, String name) {
    return object.getAsJsonObject().get(name).getAsString();
  }
}
