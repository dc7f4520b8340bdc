package io.tripmeter.applications;

import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.FreePort;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A broker of ActiveMQ Classic that keeps its messages in PostgreSQL, and a client of its REST interface. */
final class ActiveMq implements AutoCloseable {
  private static final String BROKER = """
      <beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
        <bean class="org.springframework.beans.factory.config.PropertyPlaceholderConfigurer"/>
        <broker xmlns="http://activemq.apache.org/schema/core" brokerName="localhost" dataDirectory="${activemq.data}" useJmx="false">
          <persistenceAdapter>
            <jdbcPersistenceAdapter dataSource="#postgres" lockKeepAlivePeriod="0" cleanupPeriod="0"/>
          </persistenceAdapter>
        </broker>
        <bean id="postgres" class="org.apache.commons.dbcp2.BasicDataSource" destroy-method="close">
          <property name="driverClassName" value="org.postgresql.Driver"/>
          <property name="url" value="%s"/>
          <property name="username" value="%s"/>
          <property name="password" value="%s"/>
          <property name="poolPreparedStatements" value="true"/>
        </bean>
        <import resource="jetty.xml"/>
      </beans>
      """;

  private static final String USER =
      "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final ForkedJvm jvm;
  private final String base;

  private ActiveMq(ForkedJvm jvm, int port) {
    this.jvm = jvm;
    base = "http://127.0.0.1:" + port + "/api/message/";
    jvm.await("WebConsole available at ");
    // Its line comes before it answers.
    URI console = URI.create("http://127.0.0.1:" + port + "/api/");
    Pause.until(() -> answers(console), ForkedJvm.PATIENCE, jvm::output);
  }

  private boolean answers(URI console) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(console).header("Authorization", USER).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static ForkedJvmBuilder program() {
    return ForkedJvm.ofJar(PackagedApplications.activeMq().resolve("bin/activemq.jar"));
  }

  /** @param folder for what this broker writes, and for its configuration */
  static ActiveMq start(ForkedJvmBuilder builder, Site site, Path folder) throws IOException {
    int port = FreePort.choose();
    Path home = PackagedApplications.activeMq();
    Path configuration = configuration(home.resolve("conf"), folder, site, port);
    ForkedJvm jvm = builder
        .property("activemq.home", home.toString())
        .property("activemq.base", home.toString())
        .property("activemq.conf", configuration.toString())
        .property("activemq.data", folder.resolve("data").toString())
        .property("java.io.tmpdir", folder.toString())
        .property(
            "java.security.auth.login.config",
            configuration.resolve("login.config").toString())
        .property(
            "jolokia.conf", configuration.resolve("jolokia-access.xml").toUri().toString())
        .argument(
            "start",
            "--extdir",
            driver(folder).toString(),
            "xbean:" + configuration.resolve("broker.xml").toUri())
        .start();
    try {
      return new ActiveMq(jvm, port);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  /** A folder with nothing else. */
  private static Path driver(Path folder) throws IOException {
    Path alone = Files.createDirectories(folder.resolve("driver"));
    Files.copy(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC), alone.resolve("postgresql.jar"));
    return alone;
  }

  /** The distribution's own, with a broker on PostgreSQL and a port of its own for the console. */
  private static Path configuration(Path original, Path folder, Site site, int port)
      throws IOException {
    Path copy = Files.createDirectories(folder.resolve("conf"));
    try (Stream<Path> files = Files.list(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    Path jetty = copy.resolve("jetty.xml");
    Files.writeString(
        jetty, Files.readString(jetty).replace("value=\"8161\"", "value=\"" + port + "\""));
    Files.writeString(
        copy.resolve("broker.xml"),
        BROKER.formatted(site.url(), site.server().user(), site.server().password()));
    return copy;
  }

  /** Messages to two queues, read in order; and one that does not come. */
  List<String> use() throws Exception {
    for (int i = 0; i < 10; i++) {
      send("POST", "queue-" + i % 2 + "?type=queue", "body=message-" + i);
    }
    for (int i = 0; i < 8; i++) {
      send("GET", "queue-" + i % 2 + "?type=queue&oneShot=true&readTimeout=20000", "");
    }
    send("GET", "queue-9?type=queue&oneShot=true&readTimeout=200", "");
    return answers;
  }

  private void send(String method, String path, String form) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ForkedJvm.PATIENCE)
        .header("Authorization", USER)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form))
        .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    answers.add(method + " " + path + " " + answer.statusCode() + " " + answer.body());
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
