package io.tripmeter.signals.slowquery;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files that only the application's user may read and write: mode 0600 where there are modes. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** The file exists afterwards; one that existed and is no device gets the mode if it may be changed. */
  static void create(File file) throws IOException {
    Path path = file.toPath();
    try {
      if (hasModes(path)) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(MODE));
      } else {
        Files.createFile(path);
        restrict(file);
      }
    } catch (FileAlreadyExistsException there) {
      restrict(file);
    }
  }

  static void restrict(File file) {
    Path path = file.toPath();
    if (!Files.isRegularFile(path)) {
      return;
    }
    try {
      if (hasModes(path)) {
        Files.setPosixFilePermissions(path, MODE);
      } else {
        // Without effect where the file system has access lists: there the folder's hold.
        boolean taken = file.setReadable(false, false) && file.setWritable(false, false);
        boolean given = file.setReadable(true, true) && file.setWritable(true, true);
        assert taken || given || file.canWrite();
      }
    } catch (IOException | SecurityException others) {
      // Somebody else's file: its owner has said who may read it.
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
