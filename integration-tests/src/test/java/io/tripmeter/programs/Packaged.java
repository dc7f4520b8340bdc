package io.tripmeter.programs;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application of {@code src/packaged} as its users package it: a jar whose manifest names the jars in the folder {@code libs} beside it.
 * These need a newer Java, or other versions of a library, than the build's class path has.
 */
public final class Packaged {
  private Packaged() {}

  /** A JDK with a compiler for this version of Java, if there is one. */
  public static java.util.Optional<Path> compilerFor(int java) {
    return Jdks.found().tailMap(java).values().stream()
        .filter(home -> Files.exists(home.resolve("bin").resolve("javac")))
        .findFirst();
  }

  /** @param classes of {@code src/packaged}, the main class first */
  public static Path of(Path jdk, int java, List<Path> libraries, String... classes)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tripmeter-packaged");
    Path libs = Files.createDirectory(folder.resolve("libs"));
    List<Path> all = new ArrayList<>(libraries);
    all.addAll(Libraries.hikari(Libraries.NEWEST_HIKARICP));
    all.add(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC));
    for (Path library : all) {
      Path link = libs.resolve(library.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, library);
      }
    }
    compile(jdk, java, folder, classes);
    return jar(folder, libs, "example." + classes[0]);
  }

  private static void compile(Path jdk, int java, Path folder, String... classes)
      throws IOException, InterruptedException {
    Path sources = Path.of("src", "packaged", "java", "example");
    List<String> command = new ArrayList<>(List.of(
        jdk.resolve("bin").resolve("javac").toString(),
        "--release",
        Integer.toString(java),
        "-d",
        folder.resolve("classes").toString(),
        "-cp",
        folder.resolve("libs") + "/*"));
    for (String one : classes) {
      command.add(sources.resolve(one + ".java").toString());
    }
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("javac ended with " + status);
    }
  }

  private static Path jar(Path folder, Path libs, String main) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Libraries.jarsIn(libs).stream()
            .map(jar -> "libs/" + jar.getFileName())
            .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("application.jar");
    Path classes = folder.resolve("classes");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path one : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
        Files.copy(one, out);
      }
    }
    return jar;
  }
}
