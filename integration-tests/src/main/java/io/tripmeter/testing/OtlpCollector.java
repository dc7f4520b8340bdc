package io.tripmeter.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** An OpenTelemetry collector's OTLP/HTTP endpoint on loopback that keeps the spans it gets and the last metrics, or misbehaves. */
public final class OtlpCollector implements AutoCloseable {
  private static final int OK = 200;

  private final List<OtlpSpan> spans = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newCachedThreadPool(OtlpCollector::daemon);
  private final int port;
  private volatile Metrics metrics = new Metrics(List.of());
  private volatile int status = OK;
  private HttpServer server;

  private OtlpCollector() {
    server = listen(0);
    port = server.getAddress().getPort();
  }

  public static OtlpCollector start() {
    return new OtlpCollector();
  }

  /** For {@code otlp.endpoint}: without {@code /v1/traces}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** All that were taken, in order of arrival. */
  public List<OtlpSpan> spans() {
    return List.copyOf(spans);
  }

  /** Waits for the first span of this kind; fails with what there is instead. */
  public OtlpSpan await(Predicate<OtlpSpan> wanted, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (OtlpSpan span : spans) {
        if (wanted.test(span)) {
          return span;
        }
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("no such span within " + timeout + " among " + spans);
  }

  /** Sums and gauges of the last export. */
  public Metrics metrics() {
    return metrics;
  }

  /** Exports received, whatever they were answered. */
  public int requests() {
    return requests.get();
  }

  /** Takes nothing and answers this instead. */
  public void answer(int wrong) {
    status = wrong;
  }

  /** Reads and never answers. */
  public void hang() {
    gate.shut();
  }

  /** Nobody listens any more; exports under way are cut. */
  public synchronized void refuse() {
    server.stop(0);
  }

  /** Ends {@link #answer}, {@link #hang} and {@link #refuse}. */
  public synchronized void restore() {
    refuse();
    status = OK;
    gate.open();
    server = listen(port);
  }

  private HttpServer listen(int wanted) {
    try {
      HttpServer fresh =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 0);
      fresh.setExecutor(threads);
      fresh.createContext("/v1/traces", this::receive);
      fresh.createContext("/v1/metrics", this::receiveMetrics);
      fresh.start();
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      byte[] body = body(exchange);
      gate.pass();
      if (status == OK) {
        spans.addAll(OtlpSpan.of(ExportTraceServiceRequest.parseFrom(body)));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receiveMetrics(HttpExchange exchange) throws IOException {
    try (exchange) {
      metrics = new Metrics(
          ExportMetricsServiceRequest.parseFrom(body(exchange)).getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .flatMap(OtlpCollector::samples)
              .toList());
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(OK, -1);
    }
  }

  private static Stream<Metrics.Sample> samples(Metric metric) {
    return Stream.concat(
            metric.getSum().getDataPointsList().stream(),
            metric.getGauge().getDataPointsList().stream())
        .map(point -> new Metrics.Sample(
            metric.getName(),
            point.getAttributesList().stream()
                .collect(
                    Collectors.toMap(KeyValue::getKey, label -> label.getValue().getStringValue())),
            point.getAsDouble()));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream plain = zipped ? new GZIPInputStream(raw) : raw) {
      return plain.readAllBytes();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "otlp-collector");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    refuse();
    threads.shutdownNow();
  }
}
