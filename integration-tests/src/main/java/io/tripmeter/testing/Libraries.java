package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Jars for the class paths of forked JVMs: several versions of a library, and what this build makes. */
public final class Libraries {
  /** The driver versions under test, oldest first; the last is the build's. */
  public static final List<String> PGJDBC =
      List.of("42.2.29", "42.5.6", "42.7.3", "42.7.8", "42.7.14");

  /** The HikariCP versions under test, one a line, oldest first. */
  public static final List<String> HIKARICP = List.of("3.4.5", "4.0.3", "5.1.0", "6.3.3", "7.1.0");

  /** The Agroal versions under test, oldest first. Java 11, from 3.2 on 17. */
  public static final List<String> AGROAL = List.of("2.0", "2.5", "2.8", "3.2.1");

  /** The Tomcat JDBC versions under test, oldest first: the lines' last ones, and the first. Java 7, 8, 11, 17. */
  public static final List<String> TOMCAT_JDBC =
      List.of("8.5.0", "8.5.100", "9.0.112", "10.1.55", "11.0.27");

  /** The c3p0 versions under test, oldest first: the lines' last ones, and the first. */
  public static final List<String> C3P0 = List.of("0.9.5", "0.9.5.5", "0.10.2", "0.11.2", "0.14.1");

  /** The Vibur DBCP versions under test, oldest first: where classes have changed. Java 7, from 26 on 10. */
  private static final List<String> VIBUR = List.of("11.0", "16.0", "22.2", "26.0");

  /** The versions of Oracle UCP under test, oldest first, one of each line. Java 8; the newest needs Oracle's driver, for Java 11. */
  private static final List<String> UCP = List.of("19.3.0.0", "21.9.0.0", "23.26.4.0.0");

  /** The versions of DBCP 2 under test: those of Tomcat's copy (Java 7, 8, 11, 17), and Apache's, oldest first (Java 7, from 2.4 on 8). */
  public static final List<String> DBCP = List.of(
      "8.5.0", "8.5.100", "9.0.112", "10.1.52", "11.0.9", "2.0", "2.1.1", "2.4.0", "2.9.0",
      "2.14.0");

  /** The Commons Pool that each of Apache's brings. */
  private static final Map<String, String> COMMONS_POOL = Map.of(
      "2.0", "2.2", "2.1.1", "2.4.2", "2.4.0", "2.5.0", "2.9.0", "2.10.0", "2.14.0", "2.13.0");

  /** The Druid versions under test, oldest first. */
  public static final List<String> DRUID = List.of("1.1.10", "1.1.24", "1.2.8", "1.2.28");

  /** The PostgreSQL versions of profile {@code matrix}. */
  public static final List<String> POSTGRESQL =
      List.of("14.24.0", "15.19.0", "16.15.0", "17.11.0", "18.6.0");

  public static final String NEWEST_PGJDBC = PGJDBC.get(PGJDBC.size() - 1);
  public static final String NEWEST_HIKARICP = HIKARICP.get(HIKARICP.size() - 1);
  public static final String NEWEST_TOMCAT_JDBC = TOMCAT_JDBC.get(TOMCAT_JDBC.size() - 1);
  public static final String NEWEST_C3P0 = C3P0.get(C3P0.size() - 1);
  public static final String NEWEST_DBCP = DBCP.get(DBCP.size() - 1);

  private Libraries() {}

  /** The oldest and the newest HikariCP, between which a fault's handling differs least; every line with profile {@code matrix}. */
  public static List<String> hikaricpForFaults() {
    return inMatrix() ? HIKARICP : List.of(HIKARICP.get(0), NEWEST_HIKARICP);
  }

  /** Whether this is profile {@code matrix}, in which time does not matter. */
  public static boolean inMatrix() {
    return Boolean.getBoolean("tripmeter.test.matrix");
  }

  /** The Vibur DBCP versions of this run: the newest, in the matrix all. */
  public static List<String> viburs() {
    return inMatrix() ? VIBUR : List.of(VIBUR.get(VIBUR.size() - 1));
  }

  /** The versions of Oracle UCP of this run: the newest, in the matrix all. */
  public static List<String> ucps() {
    return inMatrix() ? UCP : List.of(UCP.get(UCP.size() - 1));
  }

  /** The agent as users get it; the system property {@code tripmeter.agent.jar} names another. */
  public static Path agent() {
    return Target.product("tripmeter.agent.jar", "agent", "tripmeter-agent.jar");
  }

  /** The sample application; its libraries lie beside it and its manifest names them. */
  public static Path sampleApp() {
    return Target.product("tripmeter.sample-app.jar", "sample-app", "sample-app.jar");
  }

  /** An application as Spring Boot packages it; Java 17. */
  public static Path springBoot() {
    return Target.existing(
        Target.directory().resolveSibling("spring-boot").resolve("target").resolve("library.jar"),
        "mvn -pl integration-tests/spring-boot package makes it");
  }

  /** The same with Spring Boot 2.7 or 4, or with otel-starter or micrometer-tracing: profile {@code matrix}. */
  public static Path springBoot(String version) {
    String module = "spring-boot/boot-" + version;
    return Target.existing(
        Target.directory()
            .resolveSibling(module)
            .resolve("target")
            .resolve("library-" + version + ".jar"),
        "mvn -Pmatrix -pl integration-tests/" + module + " package makes it");
  }

  /** An application as Quarkus packages it: profile {@code matrix}. */
  public static Path quarkus() {
    return Target.existing(
        Target.directory().resolveSibling("quarkus/target/quarkus-app/quarkus-run.jar"),
        "mvn -Pmatrix -pl integration-tests/quarkus package makes it");
  }

  /** An application with Micronaut: profile {@code matrix}. */
  public static Path micronaut() {
    return Target.existing(
        Target.directory().resolveSibling("micronaut/target/orders-micronaut.jar"),
        "mvn -Pmatrix -pl integration-tests/micronaut package makes it");
  }

  /** The main classes of {@code src/child}, Java 8 as the agent. */
  public static Path childClasses() {
    return Target.existing(
        Target.directory().resolve("child-classes"), "mvn -pl integration-tests process-classes");
  }

  /** What tests run beside them of their own; Java 17. */
  public static Path testClasses() {
    return Target.existing(
        Target.directory().resolve("classes"), "mvn -pl integration-tests compile");
  }

  public static Path pgjdbc(String version) {
    return jar("postgresql", version);
  }

  /** With its logging, which says nothing. */
  public static List<Path> hikari(String version) {
    return hikari(version, "slf4j-nop");
  }

  /** With its logging on standard error, as slf4j-simple writes it. */
  public static List<Path> hikariLogging(String version) {
    return hikari(version, "slf4j-simple");
  }

  /** With Logback, which has an MDC. */
  public static List<Path> hikariWithLogback() {
    return List.of(
        jar("HikariCP", NEWEST_HIKARICP),
        jar("slf4j-api", "2.0.17"),
        jar("logback-classic", "*"),
        jar("logback-core", "*"));
  }

  private static List<Path> hikari(String version, String binding) {
    String slf4j = version.compareTo("5") < 0 ? "1.7.36" : "2.0.17";
    return List.of(jar("HikariCP", version), jar("slf4j-api", slf4j), jar(binding, slf4j));
  }

  public static List<Path> agroal(String version) {
    return List.of(jar("agroal-api", version), jar("agroal-pool", version));
  }

  /** With Tomcat's logging, which writes to standard error. */
  public static List<Path> tomcatJdbc(String version) {
    return List.of(jar("tomcat-jdbc", version), jar("tomcat-juli", version));
  }

  /** With the library that it is made of. */
  public static List<Path> c3p0(String version) {
    List<String> commons = List.of("0.2.9", "0.2.19", "0.3.1", "0.3.2", "0.6.1");
    return List.of(
        jar("c3p0", version), jar("mchange-commons-java", commons.get(C3P0.indexOf(version))));
  }

  /** With its logging, which says nothing. */
  public static List<Path> vibur(String version) {
    return List.of(
        jar("vibur-dbcp", version),
        jar("vibur-object-pool", version),
        jar("slf4j-api", "2.0.17"),
        jar("slf4j-nop", "2.0.17"));
  }

  /** With the classes of Oracle's driver that it needs, if any. */
  public static List<Path> ucp(String version) {
    Path pool = jar("ucp", version);
    return version.startsWith("23") ? List.of(pool, jar("ojdbc11", version)) : List.of(pool);
  }

  /** DBCP 2 with what it needs; from 8.5 on these are Tomcat's versions, with its logging. */
  public static List<Path> dbcp(String version) {
    String pool = COMMONS_POOL.get(version);
    return pool == null
        ? List.of(
            jar("tomcat-dbcp", version),
            jar(
                "tomcat-juli",
                version.equals("10.1.52")
                    ? "10.1.55"
                    : version.equals("11.0.9") ? "11.0.27" : version))
        : List.of(
            jar("commons-dbcp2", version),
            jar("commons-pool2", pool),
            jar("commons-logging", "1.3.5"));
  }

  public static List<Path> druid(String version) {
    return List.of(jar("druid", version));
  }

  /** The oldest Java that runs this HikariCP. */
  public static int javaFor(String hikari) {
    return hikari.compareTo("5") < 0 ? 8 : 11;
  }

  /** The child's main classes, one driver and one pool. */
  public static List<Path> childClassPath(String pgjdbc, String hikari) {
    List<Path> classPath = new ArrayList<>(List.of(childClasses(), pgjdbc(pgjdbc)));
    classPath.addAll(hikari(hikari));
    return classPath;
  }

  /** Flyway as the sample application has it; Java 17. */
  public static List<Path> flyway() {
    return jarsIn(sampleApp().resolveSibling("lib")).stream()
        .filter(jar -> jar.getFileName().toString().matches("(flyway|gson|jackson).*"))
        .toList();
  }

  /** Liquibase with the libraries that it needs, its Spring bean's included; Java 17. */
  public static List<Path> liquibase() {
    return ofFolder("liquibase");
  }

  /** What the build copied to this folder of {@code target/libs}. */
  public static List<Path> ofFolder(String name) {
    return jarsIn(Target.existing(
        Target.directory().resolve("libs").resolve(name),
        "mvn -pl integration-tests process-classes"));
  }

  /** Only in profile {@code bench}. */
  public static Path openTelemetryAgent() {
    return only("opentelemetry-javaagent-*.jar", "mvn -Pbench");
  }

  /** A jar that the build copied to {@code target/libs}. */
  public static Path jar(String artifact, String version) {
    return only(
        artifact + "-" + version + ".jar",
        "mvn -pl integration-tests process-classes, servers with -Pmatrix");
  }

  /** OpenTelemetry's SDK for traces, as an application has it. */
  public static List<Path> openTelemetrySdk() {
    return List.of(
        jar("opentelemetry-api", "*"),
        jar("opentelemetry-context", "*"),
        jar("opentelemetry-common", "*"),
        jar("opentelemetry-sdk-common", "*"),
        jar("opentelemetry-sdk-trace", "*"));
  }

  /** Every jar of a directory, in order. */
  public static List<Path> jarsIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path only(String glob, String remedy) {
    Path libs = Target.existing(
        Target.directory().resolve("libs"), "mvn -pl integration-tests process-classes");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(libs, glob)) {
      for (Path file : files) {
        return file;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(libs.resolve(glob) + " is missing: " + remedy + " gets it");
  }
}
