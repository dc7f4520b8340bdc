package org.springframework.samples.petclinic.owner;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Named like the framework, as Spring's PetClinic is. */
@RestController
public class PetController {
  /** The queries are those of the parameter's binding. */
  @GetMapping("/pets")
  public int pets(@RequestParam("type") List<PetType> types) {
    return types.size();
  }
}
