package io.tripmeter.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file with settings that an operator changes, as Kubernetes mounts a ConfigMap: a link to a file in a folder that is a link. */
public final class SettingsFile {
  private static final String NAME = "tripmeter.properties";

  private final Path directory;
  private int versions;

  private SettingsFile(Path directory) {
    this.directory = directory;
  }

  public static SettingsFile in(Path directory, String... lines) {
    SettingsFile file = new SettingsFile(directory);
    file.mount(lines);
    try {
      Files.createSymbolicLink(file.path(), Path.of("..data", NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  public Path path() {
    return directory.resolve(NAME);
  }

  public void remove() {
    try {
      Files.delete(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another content in one step. */
  public void mount(String... lines) {
    try {
      Path folder = Files.createDirectory(directory.resolve("..version" + versions++));
      Files.write(folder.resolve(NAME), List.of(lines));
      Path next = Files.createSymbolicLink(directory.resolve("..next"), folder.getFileName());
      Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
