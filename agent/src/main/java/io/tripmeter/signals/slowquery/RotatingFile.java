package io.tripmeter.signals.slowquery;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file that is renamed to {@code name.1} when it is full, {@code name.1} to {@code name.2} and so on. Only its owner may read it. One thread. */
final class RotatingFile {
  private static final long FULL = 10_000_000;
  private static final int KEPT = 5;

  private final File file;
  private final long full;
  private @Nullable OutputStream open;
  private long size;

  RotatingFile(File file) {
    this(file, FULL);
  }

  RotatingFile(File file, long full) {
    this.file = file.getAbsoluteFile();
    this.full = full;
  }

  void write(String line) throws IOException {
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
    OutputStream out = open == null ? append() : open;
    if (size > 0 && size + bytes.length > full) {
      out = rotate();
    }
    out.write(bytes);
    size += bytes.length;
  }

  private OutputStream append() throws IOException {
    OwnerOnly.create(file);
    OutputStream out = new FileOutputStream(file, true);
    open = out;
    size = file.length();
    return out;
  }

  /** Keeps {@link #KEPT} files, including the current one. */
  private OutputStream rotate() throws IOException {
    close();
    for (int i = KEPT - 1; i > 0; i--) {
      File from = i == 1 ? file : numbered(i - 1);
      File to = numbered(i);
      if (from.exists() && ((to.exists() && !to.delete()) || !from.renameTo(to))) {
        throw new IOException("cannot rename " + from + " to " + to);
      }
      OwnerOnly.restrict(to);
    }
    return append();
  }

  private File numbered(int number) {
    return new File(file.getPath() + "." + number);
  }

  void close() {
    OutputStream out = open;
    open = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        // Nothing is buffered, so no line is lost.
        return;
      }
    }
  }

  @Override
  public String toString() {
    return file.getPath();
  }
}
