package io.tripmeter.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the file with settings has changed: its modification time, its size, and which file it is, through symbolic links. A file
 * that is just being written is left until two looks in a row find the same. One that is missing, empty or unreadable changes nothing.
 * Not a WatchService: that has a thread of its own, and sees neither a changed link on the way to the file nor another host's writes.
 * One thread.
 */
final class SettingsFile implements Runnable {
  /** Looks that a file which is being replaced may be missing for. */
  private static final int PATIENCE = 3;

  /** A change within the same tick of the file system's clock shows neither in the time nor in the size. */
  private static final long TICK_MILLIS = 2_000;

  private final File file;
  private final RuntimeSettings settings;
  private String seen = "";
  private String read = "";
  private int misses;

  private SettingsFile(File file, RuntimeSettings settings) {
    this.file = file;
    this.settings = settings;
    // The start has said so.
    misses = file.canRead() ? 0 : PATIENCE;
  }

  /** Null if it is neither a file nor missing: a pipe is read once. */
  static @Nullable SettingsFile of(String name, RuntimeSettings settings) {
    File file = new File(name);
    return file.isFile() || !file.exists() ? new SettingsFile(file, settings) : null;
  }

  @Override
  public void run() {
    try {
      look();
    } catch (IOException | RuntimeException unreadable) {
      missed();
    }
  }

  private void look() throws IOException {
    BasicFileAttributes now = attributes();
    String stamp = stamp(now);
    if (now.size() == 0 && settings.isFileEmpty()) {
      return;
    }
    if (now.size() == 0 || !now.isRegularFile()) {
      missed();
    } else if (!stamp.equals(seen)) {
      seen = stamp;
    } else if (!stamp.equals(read)) {
      List<GivenValue> lines = PropertiesFile.read(file);
      if (stamp.equals(stamp(attributes()))) {
        settings.fileSays(lines);
        misses = 0;
        long age = System.currentTimeMillis() - now.lastModifiedTime().toMillis();
        read = Math.abs(age) < TICK_MILLIS ? "" : stamp;
      }
    } else {
      misses = 0;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(file.toPath(), BasicFileAttributes.class);
  }

  private static String stamp(BasicFileAttributes file) {
    return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
  }

  private void missed() {
    seen = "";
    if (++misses == PATIENCE) {
      Problems problems = new Problems();
      problems.unreadable(file);
      RuntimeSettings.write(problems.list());
    }
  }
}
