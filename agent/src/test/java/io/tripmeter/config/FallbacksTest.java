package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbacksTest {
  @Test
  void theGeneralOtlpEndpointGetsTheTracesPath() {
    assertEquals(
        "http://c:4318/v1/traces",
        endpoint(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318")));
    assertEquals(
        "http://c/otlp/v1/traces",
        endpoint(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c/otlp/")));
  }

  @Test
  void theTracesEndpointIsUsedAsIsAndFirst() {
    assertEquals(
        "http://t/x",
        endpoint(Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://c",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "http://t/x")));
  }

  @Test
  void tripmetersOwnEndpointComesFirstAndMayContainThePath() {
    Map<String, String> otel = Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://t/x");
    Settings bare =
        Configuration.read(new ConfigSources("otlp.endpoint=http://own:4318", Map.of(), otel));
    Settings full = Configuration.read(
        new ConfigSources("otlp.endpoint=http://own:4318/v1/traces", Map.of(), otel));

    assertEquals("http://own:4318/v1/traces", bare.text(Option.OTLP_ENDPOINT));
    assertEquals("http://own:4318/v1/traces", full.text(Option.OTLP_ENDPOINT));
  }

  @Test
  void withoutAnyEndpointThereIsNone() {
    assertFalse(
        Configuration.read(new ConfigSources(null, Map.of(), Map.of())).has(Option.OTLP_ENDPOINT));
    assertEquals("", endpoint(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "no url")));
  }

  @Test
  void theServiceNameComesFromOpenTelemetrysVariable() {
    Settings settings = Configuration.read(new ConfigSources(
        null, Map.of("sun.java.command", "com.acme.Main"), Map.of("OTEL_SERVICE_NAME", "orders")));

    assertEquals("orders", settings.text(Option.SERVICE_NAME));
    assertEquals("environment OTEL_SERVICE_NAME", settings.source(Option.SERVICE_NAME));
  }

  @Test
  void theServiceNameIsTheMainClassOrTheJarWithoutVersion() {
    assertEquals("Orders", service("com.acme.Orders"));
    assertEquals("Orders", service("com.acme.Orders --import data.jar"));
    assertEquals("Orders", service("com.acme.Orders /data/import.jar"));
    assertEquals("Orders", service("acme.module/com.acme.Orders x"));
    assertEquals("orders", service("orders.jar"));
    assertEquals("orders", service("/opt/orders/orders-1.4.2-SNAPSHOT.jar --port 80"));
    assertEquals("order-service", service("/opt/my apps/order-service-2.0.jar"));
    assertEquals("orders", service("C:\\my apps\\orders-1.jar x"));
    assertEquals("java", service(""));
  }

  /** As that of Flyway's command line. */
  @Test
  void aMainIsCalledByItsWholeName() {
    assertEquals("com.acme.Main", service("com.acme.Main x"));
    assertEquals("com.acme.Main", service("acme.module/com.acme.Main x"));
    assertEquals("Main", service("Main"));
    assertEquals("MainMenu", service("com.acme.MainMenu"));
  }

  private static String service(String command) {
    return Configuration.read(
            new ConfigSources(null, Map.of("sun.java.command", command), Map.of()))
        .text(Option.SERVICE_NAME);
  }

  private static String endpoint(Map<String, String> environment) {
    return Configuration.read(new ConfigSources(null, Map.of(), environment))
        .text(Option.OTLP_ENDPOINT);
  }
}
