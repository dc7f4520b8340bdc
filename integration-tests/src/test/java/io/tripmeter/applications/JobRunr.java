package io.tripmeter.applications;

import io.tripmeter.programs.Packaged;
import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.FreePort;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JobRunr's dashboard and job server on PostgreSQL, and a client of the dashboard's REST interface. */
final class JobRunr implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final ForkedJvm jvm;
  private final String base;

  private JobRunr(ForkedJvm jvm, int port) {
    this.jvm = jvm;
    base = "http://127.0.0.1:" + port + "/api";
    jvm.await("dashboard ready");
  }

  static Path build() throws IOException, InterruptedException {
    List<Path> libraries = Stream.concat(
            Libraries.ofFolder("jobs-6.2").stream()
                .filter(jar -> jar.getFileName().toString().matches("(jobrunr|jackson)-.*")),
            Libraries.hikariLogging(Libraries.NEWEST_HIKARICP).stream())
        .toList();
    return Packaged.of(Jdks.running(), 17, libraries, "JobRunrDashboard");
  }

  static JobRunr start(ForkedJvmBuilder builder, Site site) {
    int port = FreePort.choose();
    ForkedJvm jvm = builder
        .property("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider")
        .property("org.slf4j.simpleLogger.showThreadName", "false")
        .argument(
            site.url(), site.server().user(), site.server().password(), Integer.toString(port))
        .start();
    try {
      return new JobRunr(jvm, port);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  /** Jobs listed, looked at, deleted and queued again; recurring jobs started and deleted; and what there is not. */
  List<String> use() throws Exception {
    await("SUCCEEDED", 6);
    // A recurring job's next run is scheduled when the job server first looks.
    await("SCHEDULED", 8);
    for (String state : List.of("SUCCEEDED", "SCHEDULED", "DELETED")) {
      send("GET", "/jobs?state=" + state + "&offset=0&limit=20&order=id:ASC");
    }
    send("GET", "/jobs?state=SCHEDULED&offset=2&limit=2&order=scheduledAt:ASC");
    for (int i = 0; i < 6; i++) {
      send("GET", "/jobs/" + scheduled(i));
    }
    send("DELETE", "/jobs/" + scheduled(0));
    send("DELETE", "/jobs/" + scheduled(1));
    send("POST", "/jobs/" + scheduled(1) + "/requeue");
    send("POST", "/jobs/" + scheduled(2) + "/requeue");
    await("SUCCEEDED", 8);
    send("GET", "/jobs/" + scheduled(2));
    send("GET", "/jobs?state=DELETED&offset=0&limit=20&order=id:ASC");
    send("GET", "/jobs/00000000-0000-0009-0000-000000000000");
    send("GET", "/recurring-jobs");
    send("POST", "/recurring-jobs/nightly/trigger");
    await("SUCCEEDED", 9);
    send("DELETE", "/recurring-jobs/weekly");
    send("GET", "/recurring-jobs");
    send("GET", "/servers");
    send("GET", "/problems");
    send("GET", "/version");
    return answers;
  }

  private static String scheduled(int number) {
    return "00000000-0000-0002-0000-00000000000" + number;
  }

  /** The job server looks for work every five seconds. */
  private void await(String state, int jobs) {
    Pause.until(
        () -> get("/jobs?state=" + state + "&offset=0&limit=1&order=updatedAt:ASC")
            .contains("\"total\":" + jobs),
        ForkedJvm.PATIENCE,
        jvm::output);
  }

  private String get(String path) {
    try {
      return exchange("GET", path).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void send(String method, String path) throws Exception {
    HttpResponse<String> answer = exchange(method, path);
    answers.add(method + " " + path + " " + answer.statusCode() + " " + parts(answer.body()));
  }

  private HttpResponse<String> exchange(String method, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ForkedJvm.PATIENCE)
        .method(method, BodyPublishers.noBody())
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** In an order of their own: the last of two jobs is either. */
  private static List<String> parts(String answer) {
    return Stream.of(alike(answer).split("[\\[\\]{},]")).sorted().toList();
  }

  /** Without what differs each time: a migration of JobRunr's own changes the scheduled jobs that it finds. */
  private static String alike(String answer) {
    return answer
        .replaceAll("\"version\":\\d+", "VERSION")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
        .replaceAll(
            "(\"[a-zA-Z]*(Memory|Cpu|Load|Duration|At|From)[a-zA-Z]*\":)\"?[\\d.E-]+\"?", "$1N");
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
