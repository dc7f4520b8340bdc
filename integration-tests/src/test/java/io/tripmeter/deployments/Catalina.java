package io.tripmeter.deployments;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Tomcat's distribution as {@code bin/catalina.sh} starts it, and the text interface of its manager. */
final class Catalina implements AutoCloseable {
  private static final String MANAGER = "Basic "
      + Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.US_ASCII));

  private final Path base;
  private final Requests requests;

  private Catalina(Path base, Requests requests) {
    this.base = base;
    this.requests = requests;
  }

  /** Tomcat alone; what else is wanted comes by the builder's methods. */
  static ForkedJvmBuilder program() {
    Path bin = PackagedApplications.tomcat().resolve("bin");
    ForkedJvmBuilder builder = ForkedJvm.of("org.apache.catalina.startup.Bootstrap")
        .classPath(bin.resolve("bootstrap.jar"), bin.resolve("tomcat-juli.jar"))
        .property("java.util.logging.manager", "org.apache.juli.ClassLoaderLogManager")
        .property("catalina.home", PackagedApplications.tomcat().toString())
        .argument("start");
    for (String opened : List.of("java.lang", "java.lang.reflect", "java.io", "java.util")) {
      builder.jvmArgument("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    return builder
        .jvmArgument("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
        .jvmArgument("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
  }

  static Catalina start(ForkedJvmBuilder builder) throws IOException {
    Path base = Files.createTempDirectory("tripmeter-catalina");
    for (String folder : List.of("conf/Catalina/localhost", "lib", "logs", "temp", "webapps")) {
      Files.createDirectories(base.resolve(folder));
    }
    Path home = PackagedApplications.tomcat();
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    change(base.resolve("conf/server.xml"), "port=\"8005\"", "port=\"-1\"");
    change(base.resolve("conf/server.xml"), "port=\"8080\"", "port=\"0\" address=\"127.0.0.1\"");
    change(
        base.resolve("conf/tomcat-users.xml"),
        "</tomcat-users>",
        "<user username=\"robot\" password=\"secret\" roles=\"manager-script\"/></tomcat-users>");
    Files.writeString(
        base.resolve("conf/Catalina/localhost/manager.xml"),
        "<Context docBase=\"" + home.resolve("webapps/manager") + "\" privileged=\"true\"/>");
    Path driver = Libraries.pgjdbc(Libraries.NEWEST_PGJDBC);
    Files.copy(driver, base.resolve("lib").resolve(driver.getFileName()));
    return new Catalina(base, Requests.start(of(builder, base), "http-nio-.*-auto-1-(\\d+)\"]"));
  }

  private static ForkedJvmBuilder of(ForkedJvmBuilder builder, Path base) {
    return builder
        .property("catalina.base", base.toString())
        .property("java.io.tmpdir", base.resolve("temp").toString())
        .property(
            "java.util.logging.config.file",
            base.resolve("conf/logging.properties").toString());
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " has no " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }

  /** @param resources elements of the application's context */
  void deploy(String path, Path war, String resources) throws IOException {
    Path context = base.resolve(path + ".xml");
    Files.writeString(context, "<Context docBase=\"" + war + "\">" + resources + "</Context>");
    manage("deploy?path=/" + path + "&config=" + context.toUri());
  }

  void undeploy(String path) {
    manage("undeploy?path=/" + path);
  }

  private void manage(String command) {
    String answer =
        requests.send("/manager/text/" + command, "Authorization", MANAGER).body();
    if (!answer.startsWith("OK")) {
      throw new AssertionError(command + ": " + answer + jvm().output());
    }
  }

  Requests requests() {
    return requests;
  }

  ForkedJvm jvm() {
    return requests.jvm();
  }

  @Override
  public void close() {
    requests.close();
  }
}
