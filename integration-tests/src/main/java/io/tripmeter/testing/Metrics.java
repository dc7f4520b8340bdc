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

/** One page in Prometheus' text format, as it was when it was fetched. */
public record Metrics(List<Sample> samples) {
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
    return parse(body(page));
  }

  /** Of any page. */
  public static String body(URI page) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
      return CLIENT.send(request, BodyHandlers.ofString()).body();
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

  /** By hand: a page has thousands of lines, and tests read hundreds of pages. */
  private static Sample sample(String line) {
    int brace = line.indexOf('{');
    int nameEnd = brace < 0 ? line.indexOf(' ') : brace;
    int labelsEnd = brace < 0 ? nameEnd : line.lastIndexOf('}') + 1;
    if (nameEnd <= 0
        || labelsEnd < nameEnd
        || labelsEnd >= line.length()
        || line.charAt(labelsEnd) != ' ') {
      throw new IllegalArgumentException("no sample: " + line);
    }
    // A time may follow the value.
    String value = line.substring(labelsEnd + 1).split(" ", 2)[0];
    return new Sample(line.substring(0, nameEnd), labels(line, nameEnd, labelsEnd), number(value));
  }

  /** {@code {name="value",name="value"}} */
  private static Map<String, String> labels(String line, int from, int end) {
    Map<String, String> labels = new LinkedHashMap<>();
    int at = from + 1;
    while (at < end - 1) {
      int equals = line.indexOf('=', at);
      int quote = equals + 2;
      while (line.charAt(quote) != '"') {
        quote += line.charAt(quote) == '\\' ? 2 : 1;
      }
      labels.put(line.substring(at, equals), unescaped(line.substring(equals + 2, quote)));
      at = quote + 1 + (line.charAt(quote + 1) == ',' ? 1 : 0);
    }
    return labels;
  }

  private static String unescaped(String value) {
    return value.indexOf('\\') < 0
        ? value
        : value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
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
