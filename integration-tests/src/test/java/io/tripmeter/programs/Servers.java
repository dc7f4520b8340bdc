package io.tripmeter.programs;

import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Class paths of servlet containers, as the build copied them. */
public final class Servers {
  private Servers() {}

  /** Jetty 9.4: Servlet 3.1 in javax, Java 8. */
  public static List<Path> jettyOfJavax() {
    Stream<Path> modules = Stream.of(
            "servlet", "security", "server", "http", "io", "util", "util-ajax")
        .map(module -> Libraries.jar("jetty-" + module, "9.4.*"));
    return Stream.concat(Stream.of(Libraries.jar("javax.servlet-api", "*")), modules)
        .toList();
  }

  /** Tomcat 9.0: Servlet 4.0 in javax. */
  public static List<Path> tomcatOfJavax() {
    return tomcat("9");
  }

  /** Tomcat 10.1: Servlet 6.0 in jakarta. */
  public static List<Path> tomcatOfJakarta() {
    return tomcat("10");
  }

  /** @param version 9, 10 or, with profile {@code matrix}, 11 */
  public static List<Path> tomcat(String version) {
    String annotations = version.equals("9") ? "javax.annotation-api" : "jakarta.annotation-api";
    return List.of(
        Libraries.jar("tomcat-embed-core", version + ".*"), Libraries.jar(annotations, "*"));
  }

  /** Undertow 2.2 (Servlet 4.0 in javax, Java 8) or 2.3 (Servlet 6.0 in jakarta). */
  public static List<Path> undertow(String api) {
    return Libraries.ofFolder("undertow-" + api);
  }
}
