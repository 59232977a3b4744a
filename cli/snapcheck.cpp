// The program: the list of all algorithms.
#include "cli/main.hpp"
#include "models/compiled/catalogue.hpp"

int main(int argc, char** argv) {
    using namespace snapcheck;
    return snapcheck::main<ChandyLamport, ChandyLamportNoChan, ChandyLamportImpatient,
                           ChandyLamportRerecord, ChandyLamportOmitOne>(argc, argv);
}
