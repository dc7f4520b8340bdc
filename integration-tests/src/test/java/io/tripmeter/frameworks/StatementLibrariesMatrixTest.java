package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever library executes a statement, the caller is the application's; also where all are in one jar, and only names tell them apart. */
@Tag("matrix")
final class StatementLibrariesMatrixTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theCallerIsTheApplications(boolean inOneJar) throws IOException {
    PostgresServer server = PostgresServer.shared();
    List<Path> libraries = new ArrayList<>(Libraries.ofFolder("statement-libraries"));
    libraries.add(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC));
    try (ForkedJvm jvm = (inOneJar
            ? ForkedJvm.ofJar(oneJar(libraries))
            : ForkedJvm.of("example.StatementLibraries")
                .classPath(Libraries.childClasses())
                .classPath(libraries))
        .agent("metrics.listen=off,slow-query.threshold=20ms")
        .argument(server.url(), server.user(), server.password())
        .start()) {
      jvm.await("^ready$");
      jvm.say("");
      jvm.await("^done$");
      for (String library : List.of("mybatis", "jooq", "jdbi", "eclipselink")) {
        String line = jvm.await("slow query .* AS by_" + library + ".*").group();
        assertTrue(
            line.matches(
                ".* caller=example\\.StatementLibraries\\.\\w+\\(StatementLibraries\\.java:\\d+\\)"),
            line);
      }
    }
  }

  /** As Maven's shade plugin packages it. */
  private Path oneJar(List<Path> libraries) throws IOException {
    Path jar = directory.resolve("all.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "example.StatementLibraries");
    Set<String> names = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : List.of("example/StatementLibraries.class", "example/SlowMapper.class")) {
        out.putNextEntry(new JarEntry(name));
        Files.copy(Libraries.childClasses().resolve(name), out);
      }
      for (Path library : libraries) {
        add(library, names, out);
      }
    }
    return jar;
  }

  private static void add(Path library, Set<String> names, JarOutputStream out) throws IOException {
    try (JarFile from = new JarFile(library.toFile())) {
      for (JarEntry entry : from.stream().toList()) {
        String name = entry.getName();
        boolean signature = name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)");
        if (!entry.isDirectory() && !signature && names.add(name)) {
          out.putNextEntry(new JarEntry(name));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }
}
