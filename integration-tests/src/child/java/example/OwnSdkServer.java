package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server that makes spans with OpenTelemetry's SDK itself, as an application with manual instrumentation does, and prints them when they
 * have ended. Arguments: URL, user, password.
 */
final class OwnSdkServer {
  private static final Tracer TRACER = tracer();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);
  private static final ScheduledExecutorService JOBS = Executors.newScheduledThreadPool(1);

  private OwnSdkServer() {}

  private static Tracer tracer() {
    return SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(new Printer()))
        .setSampler(new ByName())
        .build()
        .get("example");
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("sdk " + TRACER.getClass().getSimpleName());
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/one", exchange -> answer(exchange, 1));
    server.createContext("/inside", exchange -> inside(exchange, OwnSdkServer::statements));
    server.createContext("/unsampled", exchange -> inside(exchange, OwnSdkServer::statements));
    server.createContext("/repeated", exchange -> inside(exchange, () -> RequestTrips.query(6)));
    server.createContext("/parts", OwnSdkServer::parts);
    server.createContext("/around", exchange -> answer(exchange, 2));
    server.createContext("/job", OwnSdkServer::job);
    server.createContext(
        "/named", exchange -> job(exchange, SpanKind.INTERNAL, OwnSdkServer::named));
    server.createContext(
        "/sent", exchange -> job(exchange, SpanKind.PRODUCER, OwnSdkServer::delivered));
    server.setExecutor(task -> THREADS.execute(() -> around(task)));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  /** The span is there before the server calls a handler, for this one request. */
  private static void around(Runnable task) {
    if (!Boolean.getBoolean("spans.around")) {
      task.run();
      return;
    }
    Span span = TRACER.spanBuilder("around").setSpanKind(SpanKind.SERVER).startSpan();
    try {
      Context.current().with(span).wrap(task).run();
    } finally {
      span.end();
    }
  }

  /** The span begins and ends in the handler. */
  private static void inside(HttpExchange exchange, Runnable work) throws IOException {
    Span span = TRACER
        .spanBuilder(exchange.getRequestURI().getPath().substring(1))
        .setSpanKind(SpanKind.SERVER)
        .startSpan();
    System.out.println("trace " + span.getSpanContext().getTraceId());
    Context.current().with(span).wrap(work).run();
    answer(exchange, 0);
    span.end();
  }

  /** Two have spans, a third has none. */
  private static void statements() {
    statement(1);
    statement(2);
    RequestTrips.slow();
  }

  /** Spans in the middle of a request that has none of its own. */
  private static void parts(HttpExchange exchange) throws IOException {
    RequestTrips.query(1);
    Span part = TRACER.spanBuilder("part").startSpan();
    RequestTrips.query(1);
    part.end();
    answer(exchange, 1);
  }

  private static void statement(int trips) {
    Span span =
        TRACER.spanBuilder("statement" + trips).setSpanKind(SpanKind.CLIENT).startSpan();
    try {
      RequestTrips.query(trips);
    } finally {
      span.end();
    }
  }

  private static void job(HttpExchange exchange) throws IOException {
    JOBS.schedule(
        () -> {
          Span first = TRACER.spanBuilder("job").startSpan();
          RequestTrips.query(2);
          first.end();
          Span second = TRACER.spanBuilder("later").startSpan();
          RequestTrips.query(1);
          second.end();
        },
        20,
        TimeUnit.MILLISECONDS);
    answer(exchange, 0);
  }

  /** The span is around a unit of work that a scheduler's task consists of, as it is with Spring's scheduled methods. */
  private static void job(HttpExchange exchange, SpanKind kind, Runnable work) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    JOBS.schedule(
        () -> {
          Span span = TRACER.spanBuilder(name).setSpanKind(kind).startSpan();
          Context.current().with(span).wrap(work).run();
          span.end();
        },
        20,
        TimeUnit.MILLISECONDS);
    answer(exchange, 0);
  }

  /** In work.methods. */
  private static void named() {
    RequestTrips.query(2);
  }

  /** In work.methods: a message that its sender delivers. */
  private static void delivered() {
    Span span = TRACER
        .spanBuilder("delivered")
        .setNoParent()
        .setSpanKind(SpanKind.CONSUMER)
        .startSpan();
    RequestTrips.query(2);
    span.end();
  }

  private static void answer(HttpExchange exchange, int trips) throws IOException {
    RequestTrips.query(trips);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static final class ByName implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return name.equals("unsampled") ? SamplingResult.drop() : SamplingResult.recordAndSample();
    }

    @Override
    public String getDescription() {
      return "by name";
    }
  }

  private static final class Printer implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      for (SpanData span : spans) {
        System.out.println("span " + span.getName() + " "
            + span.getAttributes().asMap().entrySet().stream()
                .filter(entry -> !entry.getKey().getKey().endsWith("_ms"))
                .map(entry -> entry.getKey().getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(" ")));
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
