package io.tripmeter.frameworks;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts it and however it is packaged, the caller is the application's. As an executable jar: {@link SpringBootTest}. */
@Tag("matrix")
final class CallersMatrixTest {
  private PostgresServer server;

  @TempDir
  private Path directory;

  @BeforeEach
  void startServer() {
    server = PostgresServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void asAFolderOfClasses() throws IOException {
    Path classes = unpack("BOOT-INF/classes/", "classes");
    Path libraries = unpack("BOOT-INF/lib/", "lib");
    assertCaller(ForkedJvm.of("example.library.Library")
        .classPath(classes)
        .classPath(Libraries.jarsIn(libraries))
        .agent());
  }

  @Test
  void asAWebApplicationInALoaderOfItsOwn() throws IOException {
    unpack("BOOT-INF/classes/", "WEB-INF/classes");
    unpack("BOOT-INF/lib/", "WEB-INF/lib");
    assertCaller(ForkedJvm.of("example.WebInfLoader")
        .classPath(Libraries.childClasses())
        .agent()
        .argument(directory.toString(), "example.library.Library"));
  }

  @Test
  void withOpenTelemetrysAgentBeforeTripmeter() {
    assertCaller(ForkedJvm.ofJar(Libraries.springBoot())
        .agent(Libraries.openTelemetryAgent(), "")
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .agent());
  }

  private void assertCaller(ForkedJvmBuilder application) {
    try (Requests requests = Requests.start(
        application
            .property("tripmeter.metrics.listen", "off")
            .argument(
                "--spring.datasource.url=" + server.url() + "?sslmode=disable",
                "--spring.datasource.username=" + server.user(),
                "--spring.datasource.password=" + server.password()),
        "Tomcat started on port\\D*(\\d+)")) {
      requests.jvm().await("Started Library in");
      PetClinic.assertCaller(requests);
    }
  }

  private Path unpack(String from, String to) throws IOException {
    try (ZipFile zip = new ZipFile(Libraries.springBoot().toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(from)) {
          Path file = directory.resolve(to).resolve(entry.getName().substring(from.length()));
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
    return directory.resolve(to);
  }
}
