package io.tripmeter.doctor;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a process of Linux listens, and which jars it has open, as proc(5) tells: {@code /proc/PID/fd} and {@code /proc/PID/net/tcp}. */
final class ListeningPorts {
  private static final String LISTENING = "0A";
  private static final String DELETED = " (deleted)";
  private static final int STATE = 3;
  private static final int INODE = 9;

  private final List<File> jars = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  /** @throws IOException if the process belongs to another user, or has ended */
  ListeningPorts(Path process) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path each : open) {
        look(each, sockets);
      }
    }
    for (String table : new String[] {"net/tcp", "net/tcp6"}) {
      Path file = process.resolve(table);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
          read(line.trim().split("\\s+"), sockets);
        }
      }
    }
  }

  private void look(Path descriptor, Set<String> sockets) {
    try {
      String name = Files.readSymbolicLink(descriptor).toString();
      if (name.startsWith("socket:[")) {
        sockets.add(name.substring(8, name.length() - 1));
      } else if (name.endsWith(".jar") || name.endsWith(".jar" + DELETED)) {
        jars.add(descriptor.toFile());
      }
    } catch (IOException closed) {
      // It was open a moment ago.
    }
  }

  private void read(String[] columns, Set<String> sockets) throws IOException {
    if (columns.length > INODE
        && columns[STATE].equals(LISTENING)
        && sockets.contains(columns[INODE])) {
      int colon = columns[1].indexOf(':');
      InetAddress address = InetAddress.getByAddress(bytes(columns[1].substring(0, colon)));
      int port = Integer.parseInt(columns[1].substring(colon + 1), 16);
      addresses.add(new InetSocketAddress(address, port));
    }
  }

  /** Words of 32 bits, each in the order of a little-endian machine. */
  private static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = (i / 4 * 4 + 3 - i % 4) * 2;
      bytes[i] = (byte) Integer.parseInt(hex.substring(at, at + 2), 16);
    }
    return bytes;
  }

  /** The descriptors: what they lead to may have no name here, because it was replaced or is in a container. */
  List<File> jars() {
    return jars;
  }

  /** The wildcard address where it listens at all. */
  List<InetSocketAddress> addresses() {
    return addresses;
  }
}
