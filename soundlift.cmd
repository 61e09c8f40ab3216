@echo off
rem Runs Soundlift on Windows. Builds the jar when it is missing; after a change of the sources, delete app\target first.
rem Not tried yet: see CONTRIBUTING.md.
setlocal
set "here=%~dp0"
set "jar=%here%app\target\soundlift.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if defined SOUNDLIFT_JAVA_HOME set "java=%SOUNDLIFT_JAVA_HOME%\bin\java"
"%java%" -version >nul 2>nul || (
    echo soundlift: no Java found: install a JDK 25 ^(adoptium.net^), or set SOUNDLIFT_JAVA_HOME to its folder. 1>&2
    exit /b 1
)
if not exist "%jar%" (
    echo soundlift: building, which takes some minutes the first time ... 1>&2
    pushd "%here%"
    call mvn -B -q -U -DskipTests -Dspotless.check.skip package || (
        popd
        echo soundlift: the build failed; the last lines say why. 1>&2
        exit /b 1
    )
    popd
)
"%java%" -XX:+UseSerialGC -Xms64m -Xmx512m -jar "%jar%" %*
exit /b %ERRORLEVEL%
