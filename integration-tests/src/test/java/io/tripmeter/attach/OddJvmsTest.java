package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that are restricted: a small heap, modules, nothing to write to, a security manager. The application works as it does bare, and is counted. */
final class OddJvmsTest {
  private static final String LISTENING = "metrics.listen=127.0.0.1:0";

  /** What an application with a pool and no other business is granted; its libraries have everything. */
  private static final List<String> GRANTED = List.of(
      "java.util.PropertyPermission \"*\", \"read,write\"",
      "java.net.SocketPermission \"*\", \"connect,resolve\"",
      "java.io.FilePermission \"<<ALL FILES>>\", \"read\"",
      "java.lang.RuntimePermission \"modifyThread\"",
      "java.lang.RuntimePermission \"modifyThreadGroup\"",
      "java.lang.RuntimePermission \"getClassLoader\"",
      "java.lang.RuntimePermission \"setContextClassLoader\"",
      "java.lang.RuntimePermission \"accessDeclaredMembers\"",
      "java.lang.RuntimePermission \"exitVM.*\"",
      "java.lang.RuntimePermission \"getenv.*\"",
      "java.lang.reflect.ReflectPermission \"suppressAccessChecks\"",
      "java.sql.SQLPermission \"setNetworkTimeout\"");

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void aSmallHeapIsEnough() throws Exception {
    assertWorks(
        url -> Console.on(server, url).jvmArgument("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k"));
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    assertWorks(url -> Console.on(server, url)
        .property("java.io.tmpdir", "/nowhere")
        .property("user.home", "/nowhere")
        .directory(Path.of("/proc")));
  }

  /** Where the tests run as root; elsewhere each test shows it. This user can read, as the project's folder may be root's. */
  @Test
  void aUserWithoutRightsIsEnough() throws Exception {
    Path setpriv = Path.of("/usr/bin/setpriv");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")) && Files.isExecutable(setpriv),
        "not root, or no " + setpriv);
    assertWorks(url -> Console.on(server, url)
        .prefix(List.of(
            setpriv.toString(),
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=-all,+dac_read_search",
            "--ambient-caps=-all,+dac_read_search")));
  }

  @Test
  void driverAndPoolAreModules() throws Exception {
    String modules = Stream.concat(
            Libraries.hikari(Libraries.NEWEST_HIKARICP).stream(),
            Stream.of(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC)))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
    assertWorks(url -> Console.on(server, url)
        .jvmArgument("--module-path=" + modules, "--add-modules=ALL-MODULE-PATH"));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 17})
  void aSecurityManagerGrantsWhatTheApplicationNeeds(int java) throws Exception {
    Assumptions.assumeTrue(Jdks.found().containsKey(java), "no Java " + java);
    Path policy = directory.resolve("policy");
    Files.writeString(policy, policy());
    assertWorks(url -> Console.on(server, url)
        .java(java)
        .property("java.security.manager", "")
        .property("java.security.policy", "=" + policy));
  }

  private static String policy() throws IOException {
    StringBuilder policy = new StringBuilder("grant {\n");
    for (String granted : GRANTED) {
      policy.append("  permission ").append(granted).append(";\n");
    }
    policy.append("};\n");
    Path libs = Libraries.pgjdbc(Libraries.NEWEST_PGJDBC).getParent();
    try (Stream<Path> libraries = Files.list(libs)) {
      Stream<Path> jars = libraries.filter(file -> file.toString().endsWith(".jar"));
      for (Path jar : Stream.concat(jars, Stream.of(Libraries.agent())).toList()) {
        policy
            .append("grant codeBase \"")
            .append(jar.toRealPath().toUri())
            .append("\" { permission java.security.AllPermission; };\n");
      }
    }
    return policy.toString();
  }

  private interface Program {
    ForkedJvmBuilder of(String url) throws Exception;
  }

  private void assertWorks(Program program) throws Exception {
    assertEquals("42", used(program.of(server.url())));
    try (Link link = Link.to(server).open();
        Console console = Console.start(program.of(server.url(link)).agent(LISTENING))) {
      assertEquals("open", console.pool("main", 3), console::saidBesides);
      assertEquals("42", console.query("main", "SELECT 42"), console::saidBesides);
      link.awaitIdle(Duration.ofMillis(300), Duration.ofSeconds(60));
      assertEquals(
          link.turnArounds(),
          console.scrape().metrics().sum("tripmeter_round_trips_total"),
          console::saidBesides);
      assertTrue(
          console
              .jvm()
              .output()
              .lines()
              .noneMatch(line -> line.matches("tripmeter: (warn|error).*")),
          console.jvm()::output);
    }
  }

  private static String used(ForkedJvmBuilder bare) {
    try (Console console = Console.start(bare)) {
      assertEquals("open", console.pool("main", 3), console::saidBesides);
      return console.query("main", "SELECT 42");
    }
  }
}
