package io.tripmeter.attach;

import io.tripmeter.testing.ForkedJvmBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every class that a JVM (9 or later) loads, written to a file. */
final class LoadedClasses {
  private final Path file;

  LoadedClasses(Path directory) {
    file = directory.resolve("classes.log");
  }

  ForkedJvmBuilder of(ForkedJvmBuilder jvm) {
    return jvm.jvmArgument("-Xlog:class+load=info:file=" + file + ":tags");
  }

  List<String> startingWith(String prefix) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.replaceFirst("^\\[[^]]*\\] *", "").split(" ")[0])
          .filter(name -> name.startsWith(prefix))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
