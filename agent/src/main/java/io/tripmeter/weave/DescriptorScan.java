package io.tripmeter.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes that mention one of a few method descriptors in their constant pool. A class that declares the method must; a few that
 * only call it do as well, and are left alone by the weaver. Some microseconds a class, against loading its whole hierarchy to ask whether
 * it implements an interface.
 *
 * <p>Source: Java Virtual Machine Specification, 4.4 (constant pool tags and sizes).
 */
final class DescriptorScan {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private final List<Weaving> weavings;
  private final byte[][] wanted;
  private int shortest = Integer.MAX_VALUE;

  DescriptorScan(List<Weaving> weavings) {
    this.weavings = weavings;
    wanted = new byte[weavings.size()][];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = weavings.get(i).target().getBytes(StandardCharsets.UTF_8);
      shortest = Math.min(shortest, wanted[i].length);
    }
  }

  /** The weavings whose descriptor this class mentions, null for none. */
  @Nullable
  List<Weaving> find(byte[] bytes) {
    List<Weaving> found = null;
    int count = u2(bytes, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      int tag = bytes[at];
      if (tag == UTF8) {
        int length = u2(bytes, at + 1);
        if (length >= shortest && bytes[at + 3] == '(') {
          found = addMatch(found, bytes, at + 3, length);
        }
        at += 3 + length;
      } else {
        at += size(tag);
        if (tag == LONG || tag == DOUBLE) {
          i++;
        }
      }
    }
    return found;
  }

  private @Nullable List<Weaving> addMatch(
      @Nullable List<Weaving> found, byte[] bytes, int at, int length) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].length == length && matches(wanted[i], bytes, at)) {
        List<Weaving> more = found == null ? new ArrayList<Weaving>(2) : found;
        more.add(weavings.get(i));
        found = more;
      }
    }
    return found;
  }

  private static boolean matches(byte[] wanted, byte[] bytes, int at) {
    // From the end: the descriptors share their beginnings.
    for (int i = wanted.length - 1; i >= 0; i--) {
      if (wanted[i] != bytes[at + i]) {
        return false;
      }
    }
    return true;
  }

  private static int size(int tag) {
    switch (tag) {
      case 7: // Class
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 3;
      case 15: // MethodHandle
        return 4;
      case LONG:
      case DOUBLE:
        return 9;
      default: // Integer, Float, references, NameAndType, Dynamic, InvokeDynamic
        return 5;
    }
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
