package io.tripmeter.signals.page;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page itself: files of this jar, which are the same for every application. They are read anew each time, as people rarely do. */
final class PageFiles {
  private static final Set<String> SCRIPTS = new HashSet<>(Arrays.asList(
      "/page.js",
      "/state.js",
      "/words.js",
      "/document.js",
      "/tables.js",
      "/pictures.js",
      "/head.js",
      "/problems.js",
      "/pools.js",
      "/history.js",
      "/routes.js",
      "/slow.js",
      "/statements.js",
      "/configuration.js"));

  private PageFiles() {}

  /** Null if no file is at this path. */
  static @Nullable Answer at(String path) throws IOException {
    switch (path) {
      case "/":
        return file("page.html", "text/html");
      case "/page.css":
        return file("page.css", "text/css");
      default:
        return SCRIPTS.contains(path) ? file(path.substring(1), "text/javascript") : null;
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
