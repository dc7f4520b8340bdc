package io.tripmeter.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A Prometheus that scrapes programs of this machine each second, as job "shop". Ends with {@link #close()}. */
public final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PoolerProcess process;
  private final int port;

  private Prometheus(PoolerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** One of Prometheus' programs ({@code prometheus}, {@code promtool}), if it is on the path. */
  public static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param ports of 127.0.0.1
   * @param rules files whose groups are evaluated each second, whatever their interval is
   */
  public static Prometheus scraping(List<Integer> ports, List<Path> rules) {
    Path program =
        program("prometheus").orElseThrow(() -> new IllegalStateException("no Prometheus"));
    Path directory = PoolerProcess.newDirectory("tripmeter-prometheus");
    int port = FreePort.choose();
    try {
      for (Path file : rules) {
        String text = Files.readString(file).replaceAll("(?m)^    interval: .*", "");
        Files.writeString(directory.resolve(file.getFileName()), text);
      }
      Files.writeString(directory.resolve("prometheus.yml"), configuration(ports));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(
        program.toString(),
        "--config.file=" + directory.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + directory.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port);
    return new Prometheus(
        new PoolerProcess(directory, command, new InetSocketAddress("127.0.0.1", port), "TERM"),
        port);
  }

  private static String configuration(List<Integer> ports) {
    String targets =
        ports.stream().map(each -> "'127.0.0.1:" + each + "'").collect(Collectors.joining(", "));
    return """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['tripmeter-*.yml']
        scrape_configs:
          - {job_name: shop, static_configs: [{targets: [%s]}]}
        """.formatted(targets);
  }

  /** The results of an expression now; an error of Prometheus' is one here. */
  public JsonNode query(String expression) {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .get("result");
  }

  /** What its API answers. */
  public JsonNode get(String path) {
    String answer = Metrics.body(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path));
    try {
      JsonNode json = JSON.readTree(answer);
      if (!json.path("status").asText().equals("success")) {
        throw new IllegalStateException(path + ": " + answer);
      }
      return json.get("data");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(path + ": " + answer, e);
    }
  }

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
