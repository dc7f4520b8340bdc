package io.tripmeter.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import me.lucko.jarrelocator.JarRelocator;
import me.lucko.jarrelocator.Relocation;

/**
 * The driver, HikariCP and what uses them in packages of an application's own, as maven-shade's relocation puts them: classes, constants that
 * name them, and the driver's entry as a service.
 */
public final class Relocated {
  public static final String DRIVER = "com.acme.shaded.postgresql";
  public static final String HIKARI = "com.acme.shaded.hikari";

  /** What has none of these names is left as it is. */
  private static final Pattern CONCERNED =
      Pattern.compile("(child-classes|postgresql-[0-9.]+\\.jar|HikariCP-[0-9.]+\\.jar)");

  private static final List<Relocation> RULES = List.of(
      new Relocation("org.postgresql", DRIVER), new Relocation("com.zaxxer.hikari", HIKARI));

  private Relocated() {}

  /** The same class path, relocated. */
  public static List<Path> classPath(Collection<Path> entries) {
    return entries.stream()
        .map(entry ->
            CONCERNED.matcher(entry.getFileName().toString()).matches() ? relocated(entry) : entry)
        .toList();
  }

  private static Path relocated(Path entry) {
    try {
      Path directory =
          Files.createDirectories(Target.directory().resolve("libs").resolve("relocated"));
      long version = newest(entry);
      Path made = directory.resolve(entry.getFileName() + "-" + version + ".jar");
      if (!Files.exists(made)) {
        Path jar = Files.isDirectory(entry) ? jarOf(entry, directory) : entry;
        Path making = Files.createTempFile(directory, "making", ".jar");
        new JarRelocator(jar.toFile(), making.toFile(), RULES).run();
        // Other forks make the same.
        Files.move(
            making, made, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!jar.equals(entry)) {
          Files.delete(jar);
        }
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long newest(Path entry) throws IOException {
    long newest = 0;
    for (Path file : filesOf(entry)) {
      newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
    }
    return newest;
  }

  private static List<Path> filesOf(Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private static Path jarOf(Path classes, Path directory) throws IOException {
    Path jar = Files.createTempFile(directory, "classes", ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : filesOf(classes)) {
        zip.putNextEntry(new ZipEntry(
            classes.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/")));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
