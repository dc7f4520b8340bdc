package io.tripmeter.deployments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import io.tripmeter.testing.DockerEngine;
import io.tripmeter.testing.Libraries;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** agent/Dockerfile, without a base image, which would have to be pulled. */
@Tag("matrix")
final class AgentImageTest {
  private static final String JAR = "/javaagent.jar";
  private static final int TAR_BLOCK = 512;

  @Test
  void theImageHasTheJarWhereItIsCopiedFromAndEverybodyMayReadIt() throws IOException {
    DockerClient docker = DockerEngine.client().orElse(null);
    assumeTrue(docker != null, "no Docker engine");
    String image = docker
        .buildImageCmd(Libraries.agent().getParent().getParent().toFile())
        .withBuildArg("BASE", "scratch")
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    String container = docker.createContainerCmd(image).withCmd("none").exec().getId();
    try (DataInputStream tar =
        new DataInputStream(docker.copyArchiveFromContainerCmd(container, JAR).exec())) {
      byte[] head = new byte[TAR_BLOCK];
      tar.readFully(head);
      assertEquals("644", octal(head, 100, 8));
      byte[] jar = new byte[Integer.parseInt(octal(head, 124, 12), 8)];
      tar.readFully(jar);
      assertArrayEquals(Files.readAllBytes(Libraries.agent()), jar);
    } finally {
      docker.removeContainerCmd(container).exec();
      docker.removeImageCmd(image).withForce(true).exec();
    }
  }

  /** A number in the head of a tar's entry, without its leading zeros and what ends it. */
  private static String octal(byte[] head, int offset, int length) {
    String text = new String(head, offset, length, StandardCharsets.US_ASCII);
    return text.replaceAll("[^0-7]", "").replaceFirst("^0+", "");
  }
}
