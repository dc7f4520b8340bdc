package io.tripmeter.deployments;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.FreePort;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server's distribution, started as its own script does it, with a web application. */
interface WarServer {
  /** @param base an empty folder of this server's */
  ForkedJvmBuilder program(Path base, Path war) throws IOException;

  /** Of the line that says its port. */
  String listening();

  /** Of the line after which the application answers. */
  String deployed();

  /** WildFly: each application is a module, whose loader sees what it is allowed to see. */
  final class WildFly implements WarServer {
    private static final List<String> OPENED = List.of(
        "java.lang",
        "java.lang.invoke",
        "java.lang.reflect",
        "java.io",
        "java.net",
        "java.security",
        "java.util",
        "java.util.concurrent");

    @Override
    public ForkedJvmBuilder program(Path base, Path war) throws IOException {
      Path home = PackagedApplications.wildFly();
      for (String folder : List.of("configuration", "deployments", "lib")) {
        Files.createDirectories(base.resolve(folder));
      }
      try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
        for (Path file : files.toList()) {
          Files.copy(file, base.resolve("configuration").resolve(file.getFileName()));
        }
      }
      Files.copy(war, base.resolve("deployments/shop.war"));
      ForkedJvmBuilder builder = ForkedJvm.ofJar(home.resolve("jboss-modules.jar"))
          .property("jboss.home.dir", home.toString())
          .property("jboss.server.base.dir", base.toString())
          .property("jboss.modules.system.pkgs", "org.jboss.byteman")
          .property("org.jboss.boot.log.file", base.resolve("boot.log").toString())
          .property(
              "logging.configuration",
              base.resolve("configuration/logging.properties").toUri().toString())
          .property("jboss.bind.address", "127.0.0.1")
          .property("jboss.http.port", Integer.toString(FreePort.choose()))
          .property("jboss.https.port", "0")
          .property("jboss.management.http.port", "0")
          .argument("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone");
      for (String opened : OPENED) {
        builder.jvmArgument("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
      }
      return builder
          .jvmArgument("--add-opens=java.management/javax.management=ALL-UNNAMED")
          .jvmArgument("--add-opens=java.naming/javax.naming=ALL-UNNAMED");
    }

    @Override
    public String listening() {
      return "HTTP listener default listening on 127\\.0\\.0\\.1:(\\d+)";
    }

    @Override
    public String deployed() {
      return "WFLYSRV0010: Deployed \"shop\\.war\"";
    }
  }

  /** Payara Micro: GlassFish in one jar. */
  final class PayaraMicro implements WarServer {
    @Override
    public ForkedJvmBuilder program(Path base, Path war) throws IOException {
      Path commands = base.resolve("commands");
      Files.writeString(
          commands,
          "set configs.config.server-config.network-config.network-listeners.network-listener"
              + ".http-listener.address=127.0.0.1");
      ForkedJvmBuilder builder = ForkedJvm.ofJar(PackagedApplications.payaraMicro());
      for (String opened : List.of(
          "java.base/jdk.internal.loader",
          "java.base/sun.net.www.protocol.jrt",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport",
          "java.logging/java.util.logging")) {
        builder.jvmArgument("--add-opens=" + opened + "=ALL-UNNAMED");
      }
      return builder.argument(
          "--noCluster",
          "--noHazelcast",
          "--prebootcommandfile",
          commands.toString(),
          "--port",
          Integer.toString(FreePort.choose()),
          "--rootDir",
          base.resolve("root").toString(),
          "--deploy",
          war.toString(),
          "--contextroot",
          "shop");
    }

    @Override
    public String listening() {
      return "http://[^:/]+:(\\d+)/shop";
    }

    @Override
    public String deployed() {
      return "Payara Micro .* ready in";
    }
  }

  /** Jetty's distribution, with the modules that an application needs. */
  final class Jetty implements WarServer {
    @Override
    public ForkedJvmBuilder program(Path base, Path war) throws IOException {
      Files.createDirectories(base.resolve("webapps"));
      Files.copy(war, base.resolve("webapps/shop.war"));
      Files.writeString(
          base.resolve("start.ini"),
          String.join(
              "\n",
              "jetty.http.host=127.0.0.1",
              "jetty.http.port=0",
              "--module=server,http,ee10-deploy"));
      return ForkedJvm.ofJar(PackagedApplications.jetty().resolve("start.jar"))
          .directory(base)
          .property("jetty.base", base.toString());
    }

    @Override
    public String listening() {
      return "Started \\S*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}";
    }

    @Override
    public String deployed() {
      return "Started oejs\\.Server";
    }
  }

  /** Open Liberty: OSGi bundles, and an agent of its own. */
  final class OpenLiberty implements WarServer {
    @Override
    public ForkedJvmBuilder program(Path base, Path war) throws IOException {
      Path home = PackagedApplications.openLiberty();
      Path shop = Files.createDirectories(base.resolve("servers/shop"));
      Files.createDirectories(shop.resolve("dropins"));
      Files.copy(war, shop.resolve("dropins/shop.war"));
      Files.writeString(shop.resolve("server.xml"), """
          <server>
            <featureManager><feature>servlet-6.0</feature></featureManager>
            <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
            <logging consoleLogLevel="INFO"/>
          </server>
          """.formatted(FreePort.choose()));
      return ForkedJvm.ofJar(home.resolve("bin/tools/ws-server.jar"))
          .agent(home.resolve("bin/tools/ws-javaagent.jar"), "")
          .environment("WLP_USER_DIR", base.toString())
          .environment("WLP_OUTPUT_DIR", base.resolve("output").toString())
          .argument("shop");
    }

    @Override
    public String listening() {
      return "CWWKO0219I: .* port (\\d+)";
    }

    @Override
    public String deployed() {
      return "CWWKZ0001I: .* shop ";
    }
  }
}
