package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page in Prometheus' text format, as it was when it was fetched. */
public record Metrics(List<Sample> samples) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** One line of the page. */
  public record Sample(String name, Map<String, String> labels, double value) {
    boolean is(String wanted, Map<String, String> some) {
      return name.equals(wanted) && labels.entrySet().containsAll(some.entrySet());
    }
  }

  /** From {@code http://127.0.0.1:<port>/metrics}. */
  public static Metrics fetch(int port) {
    return fetch(URI.create("http://127.0.0.1:" + port + "/metrics"));
  }

  public static Metrics fetch(URI page) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
      return parse(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(page + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static Metrics parse(String page) {
    return new Metrics(page.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(Metrics::sample)
        .toList());
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    return new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3)));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(
          label.group(1),
          label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The sum of all samples of this name that carry these labels (name, value, name, value), whatever others they carry; 0 for none. */
  public double sum(String name, String... labels) {
    Map<String, String> wanted = map(labels);
    return samples.stream()
        .filter(sample -> sample.is(name, wanted))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The one sample of this name that carries these labels; an error if there are more. */
  public Optional<Double> value(String name, String... labels) {
    Map<String, String> wanted = map(labels);
    List<Sample> found =
        samples.stream().filter(sample -> sample.is(name, wanted)).toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(name + wanted + " is not one sample: " + found);
    }
    return found.stream().map(Sample::value).findFirst();
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
