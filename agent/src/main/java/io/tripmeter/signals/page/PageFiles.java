package io.tripmeter.signals.page;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The page itself: three files of this jar, which are the same for every application. They are read anew each time, as people rarely do. */
final class PageFiles {
  private PageFiles() {}

  /** Null if no file is at this path. */
  static @Nullable Answer at(String path) throws IOException {
    switch (path) {
      case "/":
        return file("page.html", "text/html");
      case "/page.css":
        return file("page.css", "text/css");
      case "/page.js":
        return file("page.js", "text/javascript");
      default:
        return null;
    }
  }

  private static Answer file(String name, String type) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
      byte[] buffer = new byte[8 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
      }
      return new Answer(200, type + "; charset=utf-8", body.toByteArray());
    }
  }
}
