package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import io.tripmeter.testing.Relocated;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Applications in one JVM, each with another driver and another HikariCP. */
final class SeveralLoadersTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static String[] in(String application, String... command) {
    return Stream.concat(Stream.of("in", application), Stream.of(command)).toArray(String[]::new);
  }

  /** The JVM looks for drivers once, in the loader of whoever asks first. */
  private static String driverOf(String application) {
    return "driverClassName=" + (application.equals("shaded") ? Relocated.DRIVER : "org.postgresql")
        + ".Driver";
  }

  private static String join(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Map<String, List<Path>> applications() {
    Map<String, List<Path>> all = new TreeMap<>();
    all.put("old", Libraries.childClassPath("42.2.29", "3.4.5"));
    all.put("new", Libraries.childClassPath("42.7.14", "7.1.0"));
    all.put("shaded", Relocated.classPath(Libraries.childClassPath("42.5.6", "5.1.0")));
    return all;
  }

  @Test
  void eachIsCountedAndSetUpByItself() {
    List<Link> links = new ArrayList<>();
    try (Application application = Application.withTimeouts()
        .setting("pools.old.pool.max-size", "2")
        .setting("pools.new.pool.max-size", "3")
        .setting("pools.shaded.pool.max-size", "4")
        .start()) {
      for (Map.Entry<String, List<Path>> each : applications().entrySet()) {
        String name = each.getKey();
        Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        links.add(link);
        assertEquals("deployed", application.tell("deploy", name, join(each.getValue())));
        assertEquals(
            "created",
            application.tell(in(
                name,
                Application.poolCommand(
                    name, "constructor", SERVER, SERVER.url(link), driverOf(name)))),
            application::output);
        assertTrue(application.warmedUp(name).contains("complete"), application::output);
      }
      for (String name : applications().keySet()) {
        assertEquals("30s", application.tell(in(name, "ask", name, "SHOW statement_timeout")));
        assertEquals(
            "console/" + name, application.tell(in(name, "ask", name, "SHOW application_name")));
        assertEquals(
            "committed", application.tell(in(name, "commit", name, "SELECT 1", "SELECT 2")));
      }
      int i = 0;
      List<Integer> sizes = new ArrayList<>();
      for (String name : applications().keySet()) {
        sizes.add(links.get(i).peak());
        assertEquals(
            links.get(i).turnArounds(),
            application.metrics().sum("tripmeter_round_trips_total", "pool", name),
            name);
        i++;
      }
      assertEquals(List.of(3, 2, 4), sizes);
      for (String name : applications().keySet()) {
        application.tell(in(name, "close", name));
        assertEquals("undeployed", application.tell("undeploy", name));
      }
      assertEquals("0", application.tell("kept"), application::output);
      assertEquals(List.of(), application.said(" (warn|error) "));
    } finally {
      links.forEach(Link::close);
    }
  }
}
