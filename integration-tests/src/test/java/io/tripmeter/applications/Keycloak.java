package io.tripmeter.applications;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keycloak as {@code bin/kc.sh} starts it, and an administrator who uses its REST interface. */
final class Keycloak implements AutoCloseable {
  private static final String ADMIN = "admin";
  private static final Duration START = Duration.ofMinutes(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> answers = new ArrayList<>();
  private final ForkedJvm jvm;
  private final String base;

  private Keycloak(ForkedJvm jvm) {
    this.jvm = jvm;
    base = jvm.await("Listening on: (http://\\S+)", START).group(1);
  }

  /** {@code kc.sh build}, which changes the distribution for this database. */
  static void build() {
    try (ForkedJvm build = program().argument("build", "--db=postgres").start()) {
      if (build.exitCode(START) != 0) {
        throw new AssertionError(build.output());
      }
    }
  }

  static Keycloak start(ForkedJvmBuilder builder, Site site) {
    ForkedJvm jvm = builder
        .environment("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN)
        .environment("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN)
        .argument(
            "start",
            "--optimized",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=0",
            "--hostname-strict=false",
            "--cache=local",
            "--db-url=" + site.url(),
            "--db-username=" + site.server().user(),
            "--db-password=" + site.server().password())
        .start();
    try {
      return new Keycloak(jvm);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  static ForkedJvmBuilder program() {
    Path home = PackagedApplications.keycloak();
    return ForkedJvm.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
        .property(
            "java.util.concurrent.ForkJoinPool.common.threadFactory",
            "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory")
        .jvmArgument(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED")
        .property("kc.home.dir", home.toString())
        .property("jboss.server.config.dir", home.resolve("conf").toString())
        .property("java.util.logging.manager", "org.jboss.logmanager.LogManager")
        .property("picocli.disable.closures", "true")
        .classPath(home.resolve("lib").resolve("quarkus-run.jar"));
  }

  /** A realm with users who log in and are looked at. */
  List<String> use() throws Exception {
    String admin = token("master", ADMIN, ADMIN);
    send("POST", "/admin/realms", admin, "{\"realm\":\"shop\",\"enabled\":true}");
    for (int i = 0; i < 8; i++) {
      String user =
          "{'username':'user-%d','enabled':true,'email':'user-%d@example.com','firstName':'U'"
              + ",'lastName':'V','credentials':[{'type':'password','value':'secret'}]}";
      send("POST", "/admin/realms/shop/users", admin, user.formatted(i, i).replace('\'', '"'));
    }
    for (int i = 0; i < 8; i++) {
      token("shop", "user-" + i, "secret");
    }
    String users = send("GET", "/admin/realms/shop/users", admin, null);
    for (Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(users); id.find(); ) {
      String user = "/admin/realms/shop/users/" + id.group(1);
      send("GET", user, admin, null);
      send("GET", user + "/role-mappings/realm/composite", admin, null);
      send("GET", user + "/sessions", admin, null);
    }
    send("GET", "/admin/realms/shop/clients", admin, null);
    send("GET", "/admin/realms/shop/nothing", admin, null);
    send("DELETE", "/admin/realms/shop", admin, null);
    return answers;
  }

  private String token(String realm, String user, String password) throws Exception {
    String form = "grant_type=password&client_id=admin-cli&username=" + user + "&password="
        + URLEncoder.encode(password, StandardCharsets.UTF_8);
    HttpRequest request = to("/realms/" + realm + "/protocol/openid-connect/token")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer.body());
    answers.add("token " + answer.statusCode());
    if (!token.find()) {
      throw new AssertionError(answer.body() + "\n" + jvm.output());
    }
    return token.group(1);
  }

  private String send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest request = to(path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    answers.add(
        alike(method + " " + path) + " " + answer.statusCode() + " " + parts(answer.body()));
    return answer.body();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(ForkedJvm.PATIENCE);
  }

  /** Without what differs each time. */
  private static String alike(String answer) {
    return answer
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("[0-9]{10,13}", "TIME");
  }

  /** In an order of their own: Keycloak lists some by their ids, which are random. */
  private static List<String> parts(String answer) {
    return Stream.of(alike(answer).split("[\\[\\]{},]")).sorted().toList();
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
