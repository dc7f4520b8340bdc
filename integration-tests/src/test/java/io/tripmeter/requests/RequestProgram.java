package io.tripmeter.requests;

import static java.util.stream.Collectors.toMap;

import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One of {@code example.Request*Server} in a JVM of its own, with the agent, behind a link with a little delay. */
final class RequestProgram implements AutoCloseable {
  private static final Duration DELAY = Duration.ofMillis(4);
  private static final String REQUESTS = "tripmeter_request_round_trips_count";
  private static final String TRIPS = "tripmeter_request_round_trips_sum";

  /** It offers HTTP/2 to a server that it knows nothing of. */
  private HttpClient client = HttpClient.newHttpClient();

  private final Link link;
  private final ForkedJvm jvm;
  private final int metricsPort;
  private int port;

  /** @param ready the line after which nothing is opened; which of several comes last differs */
  private RequestProgram(Link link, ForkedJvm jvm, String ready) {
    this.link = link;
    this.jvm = jvm;
    jvm.await(ready);
    port = Integer.parseInt(jvm.await("^listening on (\\d+)").group(1));
    metricsPort =
        Integer.parseInt(jvm.await("metrics listening address=.*:(\\d+)").group(1));
  }

  static RequestProgram jdk(Path java, String... more) {
    return start("RequestJdkServer", java, List.of(), more);
  }

  static RequestProgram fanOut(int java) {
    String hikari = java < 11 ? "4.0.3" : Libraries.NEWEST_HIKARICP;
    return start("RequestFanOut", Jdks.found().get(java), hikari, List.of());
  }

  /** Coroutines, Scala's futures and Reactor. */
  static RequestProgram continuations(int java) {
    String hikari = java < 11 ? "4.0.3" : Libraries.NEWEST_HIKARICP;
    List<Path> libraries = Libraries.ofFolder("continuations");
    return start("RequestContinuations", Jdks.found().get(java), hikari, libraries);
  }

  /** @param sqlcommenter true or false */
  static RequestProgram comments(String pgjdbc, String sqlcommenter, String pooled) {
    return start(comments(pgjdbc).property("tripmeter.sqlcommenter", sqlcommenter), pooled);
  }

  /** @param traced where the spans go, and another agent where they are its */
  static RequestProgram commentsOfTraces(UnaryOperator<ForkedJvmBuilder> traced) {
    return start(
        traced.apply(comments(Libraries.NEWEST_PGJDBC).property("tripmeter.sqlcommenter", "true")));
  }

  private static ForkedJvmBuilder comments(String pgjdbc) {
    return ForkedJvm.of("example.RequestComments")
        .java(Jdks.found().get(Jdks.found().lastKey()))
        .classPath(Libraries.childClassPath(pgjdbc, Libraries.NEWEST_HIKARICP));
  }

  /** Jetty 12 as the sample application has it. */
  static RequestProgram jakarta(Path java, String... more) {
    return start("RequestJakartaServer", java, jettyOfTheSample(), more);
  }

  static List<Path> jettyOfTheSample() {
    Path libraries = Libraries.sampleApp().resolveSibling("lib");
    return Libraries.jarsIn(libraries).stream()
        .filter(jar -> jar.getFileName().toString().matches("(jetty|jakarta)[.-].*"))
        .toList();
  }

  static RequestProgram javax(Path java) {
    Path libraries = Libraries.pgjdbc(Libraries.NEWEST_PGJDBC).getParent();
    List<Path> jetty = Libraries.jarsIn(libraries).stream()
        .filter(jar -> jar.getFileName().toString().matches("jetty-.*-9\\.4.*|javax\\.servlet.*"))
        .toList();
    return start("RequestJavaxServer", java, jetty);
  }

  /** @param api Javax or Jakarta */
  static RequestProgram undertow(Path java, String api) {
    List<Path> undertow = Servers.undertow(api.toLowerCase(Locale.ROOT));
    return start("RequestUndertow", java, undertow, api);
  }

  /** @param version of Tomcat: 9 has javax, 10 and 11 have jakarta */
  static RequestProgram tomcat(Path java, String version) {
    String api = version.equals("9") ? "Javax" : "Jakarta";
    return start("RequestTomcat", java, Servers.tomcat(version), api);
  }

  /** @param api Javax on Tomcat 9, or Jakarta on Tomcat 10.1 */
  static RequestProgram jaxRs(Path java, String api, List<Path> libraries, String servlet) {
    List<Path> jars = new ArrayList<>(libraries);
    jars.addAll(api.equals("Javax") ? Servers.tomcatOfJavax() : Servers.tomcatOfJakarta());
    return start("RequestJaxRs", java, jars, api, servlet);
  }

  /** @param libraries a folder of {@code target/libs} */
  static RequestProgram of(String main, Path java, String libraries, String... more) {
    return start(main, java, Libraries.ofFolder(libraries), more);
  }

  private static RequestProgram start(String main, Path java, List<Path> jars, String... more) {
    return start(main, java, Libraries.NEWEST_HIKARICP, jars, more);
  }

  private static RequestProgram start(
      String main, Path java, String hikari, List<Path> jars, String... more) {
    return start(
        ForkedJvm.of("example." + main)
            .java(java)
            .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, hikari))
            .classPath(jars),
        more);
  }

  /** An application with everything that it needs. */
  static RequestProgram packaged(Path jar) {
    return start(ForkedJvm.ofJar(jar));
  }

  /** {@code integration-tests/spring-boot}, without what it does to the server when it starts. */
  static RequestProgram springBoot(Path jar) {
    return start(
        ForkedJvm.ofJar(jar),
        List.of(
            "--spring.datasource.url=",
            "--spring.datasource.username=",
            "--spring.datasource.password="),
        "--spring.datasource.hikari.pool-name=main",
        "--spring.flyway.enabled=false");
  }

  /** An application in a jar that names its libraries. */
  static RequestProgram packaged(Path java, Path jar, String... more) {
    return start(ForkedJvm.ofJar(jar).java(java), more);
  }

  private static RequestProgram start(ForkedJvmBuilder builder, String... more) {
    return start(builder, List.of("", "", ""), more);
  }

  /** @param options what stands before URL, user and password */
  private static RequestProgram start(
      ForkedJvmBuilder builder, List<String> options, String... more) {
    PostgresServer server = PostgresServer.shared();
    Link link = link(server);
    builder
        .argument(
            options.get(0) + server.url(link) + "?sslmode=disable",
            options.get(1) + server.user(),
            options.get(2) + server.password())
        .argument(more);
    return start(builder, link, "warm-up complete.* pool=main");
  }

  private static Link link(PostgresServer server) {
    return Link.to(server).roundTrip(DELAY).joiningBegin().logging().open();
  }

  /** With a configuration file. Its pool opens with the server and is not warmed up; between requests it is quiet. */
  static RequestProgram dropwizard(Path jar) throws IOException {
    PostgresServer server = PostgresServer.shared();
    Link link = link(server);
    Path configuration = Files.createTempFile("shop", ".yml");
    Files.write(
        configuration,
        List.of(
            "server:",
            "  applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]",
            "  adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]",
            "logging: {level: WARN}",
            "database:",
            "  driverClass: org.postgresql.Driver",
            "  url: " + server.url(link) + "?sslmode=disable",
            "  user: " + server.user(),
            "  password: " + server.password(),
            "  checkConnectionWhileIdle: false",
            "  initialSize: 10",
            "  minSize: 10",
            "  maxSize: 10"));
    return start(
        ForkedJvm.ofJar(jar).argument("server", configuration.toString()), link, "^listening on");
  }

  private static RequestProgram start(ForkedJvmBuilder builder, Link link, String ready) {
    ForkedJvm jvm = builder
        .agent("metrics.listen=127.0.0.1:0")
        .property("sun.net.httpserver.nodelay", "true")
        .start();
    try {
      return new RequestProgram(link, jvm, ready);
    } catch (AssertionError e) {
      jvm.close();
      link.close();
      throw e;
    }
  }

  /** From now on requests go to another server of the program, which has said its name and port. */
  void use(String server) {
    port = Integer.parseInt(jvm.await("^" + server + " on (\\d+)").group(1));
  }

  /** From now on requests are of HTTP/1.1. */
  void askInHttp1() {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  int port() {
    return port;
  }

  /** The answer to a GET, whatever its status. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(ForkedJvm.PATIENCE)
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** What {@code work} has brought about, once so many requests have been counted and the link is quiet. */
  Seen during(Requesting work, long requests) throws Exception {
    Metrics before = Metrics.fetch(metricsPort);
    Link.Count mark = link.mark();
    work.run();
    awaitRequests(before.sum(REQUESTS) + requests);
    link.awaitIdle(Duration.ofMillis(20), Duration.ofSeconds(10));
    Metrics after = Metrics.fetch(metricsPort);
    return new Seen(
        difference(REQUESTS, before, after),
        difference(TRIPS, before, after),
        link.since(mark).turnArounds());
  }

  /** Round trips of all pools so far. */
  long counted() {
    return Math.round(Metrics.fetch(metricsPort).sum("tripmeter_round_trips_total"));
  }

  /** Round trips of all requests so far. */
  long tripsOfRequests() {
    return Math.round(Metrics.fetch(metricsPort).sum(TRIPS));
  }

  void await(String line) {
    jvm.await(line);
  }

  /** Round trips that are reported as late so far, by route. */
  Map<String, Long> late() {
    return byRoute("tripmeter_request_late_total", Metrics.fetch(metricsPort));
  }

  /** The answer is on its way before the request is over and counted. */
  private void awaitRequests(double wanted) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Metrics.fetch(metricsPort).sum(REQUESTS) < wanted) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not counted\n" + jvm.output());
      }
      Thread.sleep(5);
    }
  }

  private static Map<String, Long> difference(String metric, Metrics before, Metrics after) {
    Map<String, Long> difference = new TreeMap<>(byRoute(metric, after));
    byRoute(metric, before).forEach((route, was) -> difference.merge(route, -was, Long::sum));
    difference.values().removeIf(value -> value == 0);
    return difference;
  }

  private static Map<String, Long> byRoute(String metric, Metrics metrics) {
    Stream<Metrics.Sample> samples =
        metrics.samples().stream().filter(sample -> sample.name().equals(metric));
    return samples.collect(toMap(
        sample -> sample.labels().get("route"), sample -> Math.round(sample.value()), Long::sum));
  }

  String output() {
    return jvm.output();
  }

  @Override
  public void close() {
    jvm.close();
    link.close();
  }

  /** Requests, of whatever number. */
  interface Requesting {
    void run() throws Exception;
  }
}
