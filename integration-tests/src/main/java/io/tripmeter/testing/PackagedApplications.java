package io.tripmeter.testing;

import java.nio.file.Path;

/** Applications as their users package or get them, of profile {@code matrix}. */
public final class PackagedApplications {
  private PackagedApplications() {}

  /** An application in Kotlin. */
  public static Path kotlin() {
    return Target.existing(
        Target.directory().resolveSibling("kotlin/target/shops-kotlin.jar"),
        "mvn -Pmatrix -pl integration-tests/kotlin package makes it");
  }

  /** An application with Ktor 3. */
  public static Path ktor() {
    return ktor("ktor", "orders-ktor.jar");
  }

  /** The same with Ktor 2.3. */
  public static Path ktor2() {
    return ktor("ktor/ktor-2.3", "orders-ktor-2.3.jar");
  }

  private static Path ktor(String module, String jar) {
    return Target.existing(
        Target.directory().resolveSibling(module).resolve("target").resolve(jar),
        "mvn -Pmatrix -pl integration-tests/" + module + " package makes it");
  }

  /** An application in one jar, with Dropwizard. */
  public static Path dropwizard() {
    return Target.existing(
        Target.directory().resolveSibling("dropwizard/target/shop.jar"),
        "mvn -Pmatrix -pl integration-tests/dropwizard package makes it");
  }

  /** Keycloak's distribution. */
  public static Path keycloak() {
    return fetched("keycloak-26.4.7");
  }

  /** Flyway's command line, the newest that Maven Central has whole. */
  public static Path flyway() {
    return fetched("flyway-10.22.0");
  }

  /** The distribution of ActiveMQ Classic. */
  public static Path activeMq() {
    return fetched("apache-activemq-5.18.3");
  }

  /** The distribution of ActiveMQ Artemis. */
  public static Path artemis() {
    return fetched("apache-artemis-2.44.0");
  }

  /** The distribution of Hive's stand-alone metastore; Java 8. */
  public static Path hiveMetastore() {
    return fetched("apache-hive-metastore-3.1.3-bin");
  }

  /** Nessie's server in one jar; Java 21. */
  public static Path nessie() {
    return fetched("nessie-quarkus-0.99.0-runner.jar");
  }

  /** A web application for Jakarta EE 10's servers. */
  public static Path war() {
    return Target.existing(
        Target.directory().resolveSibling("war/target/shop.war"),
        "mvn -Pmatrix -pl integration-tests/war package makes it");
  }

  /** Tomcat's distribution. */
  public static Path tomcat() {
    return fetched("apache-tomcat-11.0.25");
  }

  /** WildFly's distribution. */
  public static Path wildFly() {
    return fetched("wildfly-38.0.0.Final");
  }

  /** Payara Micro's jar. */
  public static Path payaraMicro() {
    return fetched("payara-micro.jar");
  }

  /** Open Liberty's distribution with all features. */
  public static Path openLiberty() {
    return fetched("wlp");
  }

  /** Jetty's distribution. */
  public static Path jetty() {
    return fetched("jetty-home-12.1.5");
  }

  private static Path fetched(String name) {
    return Target.existing(
        Target.directory().resolve("libs").resolve(name),
        "mvn -Pmatrix -pl integration-tests process-classes");
  }
}
