package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application with Micrometer registries of its own, most of them made before its pool. The path {@code /registry/<name>} shows one as
 * Prometheus does. Arguments: URL, user, password.
 */
final class MeterProgram {
  private static final Map<String, MeterRegistry> REGISTRIES = new ConcurrentHashMap<>();

  private MeterProgram() {}

  public static void main(String[] arguments) throws Exception {
    byHand();
    global();
    nested();
    difficult();
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/two", exchange -> {
      RequestTrips.query(2);
      answer(exchange, "2");
    });
    server.createContext("/late", exchange -> {
      RequestTrips.query(1);
      answer(exchange, "1");
    });
    server.createContext("/registry/", MeterProgram::show);
    server.createContext("/open", exchange -> answer(exchange, open(arguments)));
    server.createContext("/close", exchange -> answer(exchange, RequestTrips.closeSecond()));
    server.createContext("/forget", exchange -> answer(exchange, forgotten()));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static String open(String[] arguments) {
    RequestTrips.openSecond(arguments);
    return "open";
  }

  /** A registry of Prometheus', in one of its two packages. */
  private static MeterRegistry prometheus() throws ReflectiveOperationException {
    for (String name : new String[] {"prometheusmetrics", "prometheus"}) {
      try {
        String prefix = "io.micrometer." + name + ".Prometheus";
        Class<?> config = Class.forName(prefix + "Config");
        return (MeterRegistry) Class.forName(prefix + "MeterRegistry")
            .getConstructor(config)
            .newInstance(config.getField("DEFAULT").get(null));
      } catch (ClassNotFoundException other) {
        continue;
      }
    }
    throw new ClassNotFoundException("no Prometheus registry");
  }

  /** Common tags and a filter that denies, then a meter of its own. */
  private static void byHand() throws ReflectiveOperationException {
    MeterRegistry registry = prometheus();
    registry
        .config()
        .commonTags("app", "shop")
        .meterFilter(MeterFilter.denyNameStartsWith("tripmeter.request.statements"));
    registry.counter("shop.orders").increment();
    REGISTRIES.put("by-hand", registry);
  }

  /** The common tags are those of the global registry, as in Quarkus. */
  private static void global() throws ReflectiveOperationException {
    MeterRegistry registry = prometheus();
    Metrics.globalRegistry.config().commonTags("region", "eu");
    Metrics.addRegistry(registry);
    Metrics.counter("shop.visits").increment();
    REGISTRIES.put("global", registry);
  }

  /** Two leaves in a composite in a composite, one of them also in a third one. All have meters. */
  private static void nested() throws ReflectiveOperationException {
    MeterRegistry first = prometheus();
    MeterRegistry second = new SimpleMeterRegistry();
    CompositeMeterRegistry inner = new CompositeMeterRegistry();
    CompositeMeterRegistry outer = new CompositeMeterRegistry();
    CompositeMeterRegistry other = new CompositeMeterRegistry();
    outer.config().commonTags("from", "outer");
    other.config().commonTags("from", "other");
    outer.add(inner.add(first).add(second));
    other.add(second);
    inner.counter("shop.inner").increment();
    outer.counter("shop.outer").increment();
    other.counter("shop.other").increment();
    second.counter("shop.second").increment();
    REGISTRIES.put("first", first);
    REGISTRIES.put("second", second);
    REGISTRIES.put("outer", outer);
    REGISTRIES.put("other", other);
  }

  private static void difficult() throws ReflectiveOperationException {
    MeterRegistry unused = new SimpleMeterRegistry();
    REGISTRIES.put("unused", unused);
    MeterRegistry closed = new SimpleMeterRegistry();
    closed.counter("shop.closed");
    closed.close();
    REGISTRIES.put("closed", closed);
    MeterRegistry refusing = new SimpleMeterRegistry();
    refusing.config().meterFilter(new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        if (id.getName().startsWith("tripmeter.w")) {
          throw new IllegalStateException("of the application's filter");
        }
        return MeterFilterReply.NEUTRAL;
      }
    });
    refusing.counter("shop.refusing");
    REGISTRIES.put("refusing", refusing);
    MeterRegistry taken = prometheus();
    taken.gauge("db.client.connection.max", 42);
    REGISTRIES.put("taken", taken);
  }

  /** Whether a registry that showed the agent's meters can be collected. */
  private static String forgotten() {
    WeakReference<MeterRegistry> dropped = new WeakReference<>(shown());
    for (int i = 0; i < 500 && dropped.get() != null; i++) {
      System.gc();
      pause();
    }
    return dropped.get() == null ? "collected" : "kept";
  }

  private static MeterRegistry shown() {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry.counter("shop.short").increment();
    for (int i = 0; i < 500 && registry.getMeters().size() == 1; i++) {
      pause();
    }
    if (registry.getMeters().size() == 1) {
      throw new IllegalStateException("shows nothing");
    }
    return registry;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void show(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    MeterRegistry registry = REGISTRIES.get(path.substring(path.lastIndexOf('/') + 1));
    try {
      answer(
          exchange,
          registry.getClass().getSimpleName().equals("PrometheusMeterRegistry")
              ? (String) registry.getClass().getMethod("scrape").invoke(registry)
              : meters(registry));
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      answer(exchange, "failed " + cause);
    }
  }

  /** A line for each measurement, spelled as Prometheus spells them. */
  private static String meters(MeterRegistry registry) {
    StringBuilder page = new StringBuilder();
    for (Meter meter : registry.getMeters()) {
      meter.measure().forEach(measurement -> {
        Map<String, String> tags = new TreeMap<>();
        meter.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        page.append(meter.getId().getName()).append('_').append(measurement.getStatistic());
        String separator = "{";
        for (Map.Entry<String, String> tag : tags.entrySet()) {
          page.append(separator).append(tag.getKey()).append("=\"").append(tag.getValue());
          separator = "\",";
        }
        page.append(tags.isEmpty() ? " " : "\"} ")
            .append(measurement.getValue())
            .append('\n');
      });
    }
    return page.toString();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
