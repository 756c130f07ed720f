import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** java Check 2a,ua1 FILE…: veraPDF's verdict on each file; exit 1 unless all comply. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        int passed = 0;
        for (int n = 1; n < arguments.length; n++) {
            for (String name : arguments[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
                try (FileInputStream file = new FileInputStream(arguments[n]);
                        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
                    ValidationResult result =
                            Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                    System.out.println(arguments[n] + "  " + name + "  "
                            + (result.isCompliant() ? "complies" : "DOES NOT COMPLY"));
                    if (result.isCompliant()) {
                        passed++;
                    } else {
                        failed++;
                        report(result);
                    }
                }
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    private static void report(ValidationResult result) {
        TreeSet<String> lines = new TreeSet<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                lines.add("  " + assertion.getRuleId().getClause() + "-"
                        + assertion.getRuleId().getTestNumber() + " " + assertion.getMessage()
                        + " @ " + assertion.getLocation().getContext());
            }
        }
        lines.forEach(System.out::println);
    }
}
