# ./build.ps1 [Build|Test|Format|Bench|Publish] [-Akka auto|intree|nuget]; everything it does stands in build/build.proj.
param([string]$Target = 'Build', [ValidateSet('auto', 'intree', 'nuget')][string]$Akka = 'auto')
dotnet msbuild "$PSScriptRoot/build/build.proj" -nologo -verbosity:minimal "-target:$Target" "-property:Akka=$Akka"
exit $LASTEXITCODE
