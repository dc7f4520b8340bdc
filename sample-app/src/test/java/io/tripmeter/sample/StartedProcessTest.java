package io.tripmeter.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StartedProcessTest {
  private static final Pattern LISTENING =
      Pattern.compile("sample-app listening on (http://127\\.0\\.0\\.1:\\d+)");

  @Test
  void itPrintsWhenThePoolIsReadyAndWhereItListens() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Process process = start(postgres.getJdbcUrl("postgres", "postgres"));
      try {
        List<String> lines = firstLines(process, 3);

        assertTrue(lines.get(0).matches("pool constructed in \\d+ ms"), lines.toString());
        assertTrue(
            lines.stream().anyMatch(line -> line.matches("pool ready: 4 connections in \\d+ ms")),
            lines.toString());
        assertEquals(200, statusOf(address(lines) + "/health"), lines.toString());
      } finally {
        process.destroy();
      }
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running after it was told to stop");
    }
  }

  @Test
  void withoutADatabaseItPrintsWhatIsMissing() throws Exception {
    ProcessBuilder builder = java(List.of()).redirectErrorStream(true);
    builder.environment().remove("DATABASE_URL");
    Process process = builder.start();

    assertEquals(
        List.of(
            2,
            "sample-app: DATABASE_URL is not set: give it as an environment variable or as"
                + " -DDATABASE_URL=..."),
        List.of(process.waitFor(), firstLines(process, 1).get(0)));
  }

  /** The environment sets 9 connections and the property 4; the property takes precedence. */
  private static Process start(String url) throws Exception {
    ProcessBuilder builder = java(List.of("-DPOOL_SIZE=4", "-DPORT=0"));
    builder.environment().put("DATABASE_URL", url);
    builder.environment().put("DATABASE_USER", "postgres");
    builder.environment().put("POOL_SIZE", "9");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static ProcessBuilder java(List<String> properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(properties);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SampleApp.class.getName()));
    return new ProcessBuilder(command);
  }

  private static List<String> firstLines(Process process, int count) throws Exception {
    BufferedReader output = process.inputReader();
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (lines.size() == count) {
        break;
      }
    }
    return lines;
  }

  private static String address(List<String> lines) {
    for (String line : lines) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("no address in " + lines);
  }

  private static int statusOf(String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
