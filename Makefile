# One place for every task; each calls what a developer could type as well.
.DEFAULT_GOAL := help
# Without a UTF-8 locale Java can't open files whose names are not ASCII.
export LC_ALL := C.UTF-8
MVN = JAVA_HOME="$$(./tools/find-jdk jdk)" MAVEN_OPTS="$$MAVEN_OPTS --sun-misc-unsafe-memory-access=allow" mvn -B

.PHONY: help run test check chaos fuzz format docs dist fresh-test clean compose-test cluster-test

help: ## Lists the tasks
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## Starts Soundlift at http://localhost:5000
	./soundlift

test: ## Runs all tests; installs the Debian packages that they need where it can
	./tools/install-test-packages
	$(MVN) -T 2 verify
	$(MVN) -f clients/pom.xml verify

check: ## Compiles with all checks, runs the unit tests and the architecture test; needs a JDK, Maven and kubectl
	$(MVN) verify -DskipITs

fresh-test: dist ## Tries the README and the packages on Debian systems with nothing installed; needs root and debootstrap
	./tools/fresh-test

dist: ## Makes packages for this platform in dist/, with a Java of their own
	./tools/dist

chaos: ## Brings faults about at exact points, for an hour; cells=NUMBERS,WORDS chooses, seed=NUMBER has the same lengths
	./tools/install-test-packages
	$(MVN) verify -pl app -am -Dtest=none -Dit.test=ChaosIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
		-Dsoundlift.chaos='$(or $(cells),all)' $(if $(seed),-Dsoundlift.chaos-seed=$(seed))

fuzz: ## Fuzzes each parser of what strangers send, seconds=600
	$(MVN) test -fae -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dsoundlift.fuzz-seconds=$(or $(seconds),600)

compose-test: ## Builds the images and tries the Compose stack; needs a Docker engine
	./deploy/compose/test

cluster-test: ## Brings the Minikube overlay into the cluster of kubectl and converts a video
	./deploy/kubernetes/test

format: ## Formats the sources
	$(MVN) -q spotless:apply

docs: ## Writes the generated parts of docs/ again
	$(MVN) -q -DskipITs -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ConfigurationDocTest,OptionsDocTest -Dsoundlift.write-docs=true verify

clean: ## Removes what the build has made
	$(MVN) -q clean
	$(MVN) -q -f clients/pom.xml clean
