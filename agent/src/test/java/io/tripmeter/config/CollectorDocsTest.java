package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The keys of docs/opentelemetry/collector.yaml are those of the Collector's components, and its pipelines name all that is configured and
 * nothing else.
 */
class CollectorDocsTest {
  /** What our file uses of the components' keys, by their source up to version 0.159. */
  record Collector(
      Map<String, Receiver> receivers,
      Connectors connectors,
      Processors processors,
      Exporters exporters,
      Service service) {}

  record Receiver(Map<String, Endpoint> protocols) {}

  record Endpoint(String endpoint) {}

  record Connectors(Sum sum, Count count) {}

  record Sum(Map<String, SumOfSpans> spans) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record SumOfSpans(
      String description,
      String sourceAttribute,
      List<String> conditions,
      List<Attribute> attributes) {}

  record Count(Map<String, CountOfSpans> spans) {}

  record CountOfSpans(String description, List<String> conditions, List<Attribute> attributes) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Attribute(String key, String defaultValue) {}

  record Processors(DeltaToCumulative deltatocumulative, Map<String, Object> batch) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record DeltaToCumulative(String maxStale, Integer maxStreams) {}

  record Exporters(Endpoint otlphttp, Prometheus prometheus) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Prometheus(
      String endpoint, String metricExpiration, Conversion resourceToTelemetryConversion) {}

  record Conversion(boolean enabled) {}

  record Service(Map<String, Pipeline> pipelines) {}

  record Pipeline(List<String> receivers, List<String> processors, List<String> exporters) {}

  @Test
  void everyKeyExistsAndAPipelineUsesWhatIsConfigured() throws IOException {
    Map<?, ?> document = (Map<?, ?>) yaml();
    Collector collector = DocumentTypes.read(document, Collector.class);
    Set<Object> from = new TreeSet<>();
    Set<Object> through = new TreeSet<>();
    Set<Object> to = new TreeSet<>();
    for (Pipeline pipeline : collector.service().pipelines().values()) {
      from.addAll(pipeline.receivers());
      through.addAll(pipeline.processors());
      to.addAll(pipeline.exporters());
    }
    Set<Object> connectors = names(document, "connectors");
    assertEquals(union(names(document, "receivers"), connectors), from);
    assertEquals(names(document, "processors"), through);
    assertEquals(union(names(document, "exporters"), connectors), to);
  }

  @Test
  void aSeriesIsServedAsLongAsItsSumIsKept() throws IOException {
    Collector collector = DocumentTypes.read(yaml(), Collector.class);
    assertEquals(
        collector.processors().deltatocumulative().maxStale(),
        collector.exporters().prometheus().metricExpiration());
  }

  private static Object yaml() throws IOException {
    return FleetDocsTest.yaml(FleetDocsTest.ROOT.resolve("docs/opentelemetry/collector.yaml"))
        .get(0);
  }

  private static Set<Object> names(Map<?, ?> document, String section) {
    return new TreeSet<>(((Map<?, ?>) document.get(section)).keySet());
  }

  private static Set<Object> union(Set<Object> some, Set<Object> others) {
    some.addAll(others);
    return some;
  }
}
