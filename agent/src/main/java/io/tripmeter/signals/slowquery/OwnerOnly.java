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

/** Creates files that only the application's user may read and write: mode 0600 on file systems with modes. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Creates the file, or restricts an existing regular file if that is permitted. */
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
        // Has no effect on a file system with access lists; there those of the folder apply.
        boolean taken = file.setReadable(false, false) && file.setWritable(false, false);
        boolean given = file.setReadable(true, true) && file.setWritable(true, true);
        assert taken || given || file.canWrite();
      }
    } catch (IOException | SecurityException others) {
      // The file belongs to another user, who decides who may read it.
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
