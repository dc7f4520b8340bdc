package io.tripmeter.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/** The names of a library's classes where a build has put them into another package, as maven-shade's relocation does. */
final class Relocation {
  private final String from;
  private final String to;

  /** @param from its own package, and {@code to} the other one, as the JVM spells them, each with a slash behind */
  Relocation(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /** Two that are equal here give equal texts. */
  String key() {
    return from + '>' + to;
  }

  /** A name, a descriptor or a constant, with the other package in it. */
  String text(String own) {
    return own.replace(from, to).replace(from.replace('/', '.'), to.replace('/', '.'));
  }

  /** A class of ours, with the names that it has of the library's. */
  byte[] bytes(ClassReader own) {
    ClassWriter writer = new ClassWriter(0);
    own.accept(new ClassRemapper(writer, new Names()), 0);
    return writer.toByteArray();
  }

  private final class Names extends Remapper {
    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String className) {
      return text(className);
    }

    @Override
    public Object mapValue(Object constant) {
      return constant instanceof String ? text((String) constant) : super.mapValue(constant);
    }
  }
}
