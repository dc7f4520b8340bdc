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

/** A broker of ActiveMQ Artemis that keeps its messages in PostgreSQL, and who uses its console's REST interface and its command line. */
final class Artemis implements AutoCloseable {
  private static final String USER = "admin";
  private static final String BASIC = "Basic "
      + Base64.getEncoder().encodeToString((USER + ":" + USER).getBytes(StandardCharsets.UTF_8));
  private static final String BROKER = "org.apache.activemq.artemis:broker='shop'";
  private static final String QUEUE = BROKER
      + ",component=addresses,address='orders',subcomponent=queues,routing-type='anycast',queue='orders'";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final ForkedJvm jvm;
  private final String console;
  private final String acceptor;

  private Artemis(ForkedJvm jvm, int http, int port) {
    this.jvm = jvm;
    console = "http://127.0.0.1:" + http;
    acceptor = "tcp://127.0.0.1:" + port;
    jvm.await("AMQ241004: Artemis Console available");
  }

  static ForkedJvmBuilder program() {
    Path home = PackagedApplications.artemis();
    return ForkedJvm.of("org.apache.activemq.artemis.boot.Artemis")
        .classPath(home.resolve("lib").resolve("artemis-boot.jar"))
        .property("artemis.home", home.toString());
  }

  /** @param folder for this broker's instance, which the distribution's own command creates */
  static Artemis start(ForkedJvmBuilder builder, Site site, Path folder) throws IOException {
    int http = FreePort.choose();
    int port = FreePort.choose();
    create(site, folder, http, port);
    Path etc = folder.resolve("etc");
    Path broker = etc.resolve("broker.xml");
    Files.writeString(
        broker,
        Files.readString(broker)
            .replace(
                "</jdbc-connection-url>",
                "</jdbc-connection-url><jdbc-user>" + site.server().user()
                    + "</jdbc-user><jdbc-password>" + site.server().password()
                    + "</jdbc-password>"));
    ForkedJvm jvm = builder
        .property("artemis.instance", folder.toString())
        .property("artemis.instance.etc", etc.toString())
        .property("data.dir", folder.resolve("data").toString())
        .property("java.io.tmpdir", folder.resolve("tmp").toString())
        .property("java.security.auth.login.config", etc.resolve("login.config").toString())
        .property(
            "log4j2.configurationFile", etc.resolve("log4j2.properties").toUri().toString())
        .property("hawtio.roles", "amq")
        .property("hawtio.realm", "activemq")
        .property(
            "hawtio.rolePrincipalClasses",
            "org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal")
        .property("jolokia.policyLocation", "classpath:jolokia-access.xml")
        .argument("run")
        .start();
    try {
      return new Artemis(jvm, http, port);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  private static void create(Site site, Path folder, int http, int port) throws IOException {
    ended(program()
        .argument("create", folder.toString(), "--silent", "--require-login", "--name=shop")
        .argument("--user=" + USER, "--password=" + USER, "--host=127.0.0.1")
        .argument("--default-port=" + port, "--http-host=127.0.0.1", "--http-port=" + http)
        .argument("--no-autotune", "--no-fsync", "--relax-jolokia")
        .argument("--no-amqp-acceptor", "--no-hornetq-acceptor")
        .argument("--no-mqtt-acceptor", "--no-stomp-acceptor")
        .argument("--jdbc", "--jdbc-driver-class-name=org.postgresql.Driver")
        .argument("--jdbc-connection-url=" + site.url()));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Files.copy(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC), lib.resolve("postgresql.jar"));
  }

  private static ForkedJvm ended(ForkedJvmBuilder builder) {
    try (ForkedJvm ended = builder.start()) {
      if (ended.exitCode() != 0) {
        throw new AssertionError(ended.output());
      }
      return ended;
    }
  }

  /** Messages sent, looked at, consumed and removed; and what there is not. */
  List<String> use() throws Exception {
    exec(
        BROKER,
        "createQueue(java.lang.String)",
        "'{\\'name\\':\\'orders\\',\\'address\\':\\'orders\\',\\'routing-type\\':\\'ANYCAST\\',\\'durable\\':true}'");
    for (int i = 0; i < 10; i++) {
      exec(
          QUEUE,
          "sendMessage(java.util.Map,int,java.lang.String,boolean,java.lang.String,java.lang.String)",
          "{'color':'" + (i % 2 == 0 ? "red" : "blue") + "'},3,'message-" + i
              + "',true,'admin','admin'");
      awaitMessages(i + 1);
    }
    exec(QUEUE, "browse(java.lang.String)", "'color=\u0000red\u0000'");
    answers.add(consumed(6));
    awaitMessages(4);
    exec(QUEUE, "removeMessages(java.lang.String)", "'color=\u0000blue\u0000'");
    awaitMessages(2);
    exec(BROKER, "destroyQueue(java.lang.String)", "'nothing'");
    exec(BROKER, "destroyQueue(java.lang.String,boolean)", "'orders',true");
    return answers;
  }

  /** What the distribution's own consumer prints of the messages. */
  private String consumed(int count) {
    String output = ended(program()
            .argument("consumer", "--verbose", "--silent", "--url=" + acceptor)
            .argument("--user=" + USER, "--password=" + USER)
            .argument("--destination=queue://orders", "--message-count=" + count)
            .argument("--receive-timeout=20000"))
        .output();
    return String.join(
        "\n", output.lines().filter(line -> line.matches(".*message-\\d.*")).toList());
  }

  private void exec(String bean, String operation, String arguments) throws Exception {
    HttpResponse<String> answer = sent(bean, operation, arguments);
    answers.add(operation + " " + answer.statusCode() + " " + alike(answer.body()));
  }

  /** The queue has them when the store does, which is after the answer. */
  private void awaitMessages(int count) {
    Pause.until(
        () -> {
          try {
            return sent(QUEUE, "countMessages()", "").body().contains("\"value\":" + count + ",");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        ForkedJvm.PATIENCE,
        jvm::output);
  }

  private HttpResponse<String> sent(String bean, String operation, String arguments)
      throws Exception {
    String body = ("{'type':'exec','mbean':'" + bean.replace("'", "\\'") + "','operation':'"
            + operation + "','arguments':[" + arguments + "]}")
        .replace("\\'", "\u0001")
        .replace('\'', '"')
        .replace("\u0001", "\\\"")
        .replace('\u0000', '\'');
    HttpRequest request = HttpRequest.newBuilder(URI.create(console + "/console/jolokia/"))
        .timeout(ForkedJvm.PATIENCE)
        .header("Authorization", BASIC)
        .header("Origin", console)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** Without what differs each time. */
  private static String alike(String answer) {
    return answer
        .replaceAll("\"(timestamp|messageID|address|userID)\":\"?[^,}]*", "\"$1\":N")
        .replaceAll("\\d{10,}|\"value\":\"\\d+\"", "N")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
