package io.tripmeter.attach;

import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * What {@code spring-boot-maven-plugin}'s repackage makes: Spring Boot's loader, the application's classes below BOOT-INF/classes, its
 * libraries stored, not compressed, below BOOT-INF/lib.
 */
final class ExecutableJar {
  private final JarOutputStream out;

  private ExecutableJar(JarOutputStream out) {
    this.out = out;
  }

  static void write(Path jar, String mainClass, Path classes, List<Path> libraries)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", mainClass);
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      ExecutableJar writer = new ExecutableJar(out);
      writer.addLoader();
      writer.addClasses(classes);
      writer.addLibraries(libraries);
    }
  }

  private void addLoader() throws IOException {
    try (JarFile loader = new JarFile(Libraries.jar("spring-boot-loader", "*").toFile())) {
      for (JarEntry entry : loader.stream().toList()) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = loader.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private void addClasses(Path classes) throws IOException {
    out.putNextEntry(new JarEntry("BOOT-INF/"));
    out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add("BOOT-INF/classes/" + classes.relativize(file), Files.readAllBytes(file));
      }
    }
  }

  private void addLibraries(List<Path> libraries) throws IOException {
    out.putNextEntry(new JarEntry("BOOT-INF/lib/"));
    for (Path library : libraries) {
      byte[] bytes = Files.readAllBytes(library);
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      JarEntry entry = new JarEntry("BOOT-INF/lib/" + library.getFileName());
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(checksum.getValue());
      out.putNextEntry(entry);
      out.write(bytes);
    }
  }

  private void add(String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
  }
}
