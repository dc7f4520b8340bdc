package io.tripmeter.signals.spans.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.signals.spans.Collector;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's settings of spans, each as a system property; as variables they are read by the same code. */
class OpenTelemetryEnvironmentTest {
  private final Set<String> properties = new HashSet<>();

  @AfterEach
  void clear() {
    properties.forEach(System::clearProperty);
  }

  private void set(String name, String value) {
    properties.add(name);
    System.setProperty(name, value);
  }

  private static SpanPipeline pipeline(Collector collector) {
    return SpanPipeline.to(collector.endpoint(), "checkout", OpenTelemetryEnvironment.ofProcess());
  }

  private static String export(Collector collector) throws InterruptedException {
    SpanPipeline pipeline = pipeline(collector);
    pipeline.tracer().spanBuilder("wanted").startSpan().end();
    pipeline.flush();
    return collector.awaitBodyWith("wanted");
  }

  private static OpenTelemetryEnvironment ofVariables(Map<String, String> variables) {
    return new OpenTelemetryEnvironment(name -> null, variables::get);
  }

  private static @Nullable String reason(String variable, String value) {
    return ofVariables(Map.of(variable, value)).reasonForNone();
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_SDK_DISABLED, true",
    "OTEL_SDK_DISABLED, TRUE",
    "OTEL_TRACES_EXPORTER, none",
    "OTEL_TRACES_EXPORTER, zipkin",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http/json",
  })
  void noSpansAreMadeWhereTheEnvironmentWantsNoneOrByOtherMeans(String variable, String value) {
    String reason = reason(variable, value);
    assertTrue(
        reason != null && reason.contains(variable.replace("_TRACES_PROTOCOL", "_PROTOCOL")),
        reason);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_SDK_DISABLED, false",
    "OTEL_TRACES_EXPORTER, otlp",
    "OTEL_EXPORTER_OTLP_PROTOCOL, http/protobuf",
    "OTEL_EXPORTER_OTLP_PROTOCOL, ''",
  })
  void spansAreMadeWhereItWantsThem(String variable, String value) {
    assertNull(reason(variable, value));
  }

  @Test
  void aSystemPropertyBeatsTheVariable() {
    set("otel.sdk.disabled", "false");
    OpenTelemetryEnvironment environment = new OpenTelemetryEnvironment(
        System::getProperty, name -> name.equals("OTEL_SDK_DISABLED") ? "true" : null);
    assertNull(environment.reasonForNone());
  }

  @Test
  void whatIsNotKnownIsLeftOutAndSaid() {
    try (CapturedLog log = CapturedLog.start()) {
      Map<String, String> known = ofVariables(Map.of(
              "OTEL_TRACES_EXPORTER",
              "otlp,zipkin",
              "OTEL_PROPAGATORS",
              "tracecontext,baggage,xray,b3"))
          .exporterAndPropagators();
      assertEquals("otlp", known.get("otel.traces.exporter"));
      assertEquals("tracecontext,b3", known.get("otel.propagators"));
      assertEquals(2, log.lines().size(), log.lines()::toString);
    }
  }

  @Test
  void theSamplerDecides() throws Exception {
    set("otel.traces.sampler", "traceidratio");
    set("otel.traces.sampler.arg", "0");
    try (Collector collector = new Collector(200)) {
      Span span = pipeline(collector).tracer().spanBuilder("dropped").startSpan();
      assertFalse(span.isRecording());
      span.end();
      set("otel.traces.sampler.arg", "1");
      assertFalse(export(collector).contains("dropped"));
    }
  }

  @Test
  void headersAndResourceAttributesAreSent() throws Exception {
    set("otel.exporter.otlp.headers", "api-key=s%20ecret");
    set("otel.resource.attributes", "deployment.environment.name=staging,service.name=other");
    try (Collector collector = new Collector(200)) {
      String received = export(collector);
      assertTrue(received.contains("staging"), received);
      assertTrue(received.contains("checkout"), received);
      assertEquals("s ecret", collector.headers().get(0).getFirst("api-key"));
    }
  }

  @Test
  void aWrongSamplerIsAFailureThatNamesIt() throws Exception {
    set("otel.traces.sampler", "jaeger_remote");
    try (Collector collector = new Collector(200)) {
      String message = "";
      try {
        pipeline(collector);
      } catch (RuntimeException refused) {
        message = String.valueOf(refused.getMessage());
      }
      assertTrue(message.contains("jaeger_remote"), message);
    }
  }

  @Test
  void theCertificateIsTrusted(@TempDir Path directory) throws Exception {
    KeyStore store = selfSigned(directory);
    Path certificate = directory.resolve("collector.pem");
    Files.writeString(
        certificate,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("collector").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    set("otel.exporter.otlp.certificate", certificate.toString());
    try (Collector collector = new Collector(context(store))) {
      assertTrue(export(collector).contains("wanted"));
    }
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore selfSigned(Path directory) throws Exception {
    Path file = directory.resolve("collector.p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "collector",
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }
}
