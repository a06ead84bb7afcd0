namespace Akka.P2P.Pbm.CommandLine;

using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

/// <summary>
/// The program's own options, which stand before the command. From the command's first word on everything is the host's: which switches
/// there are only its palettes know.
/// </summary>
internal sealed class PbmCommandLine
{
    private readonly Option<bool> _json = new("--json") { Description = "Answers and errors as JSON, one object a line. May also stand in the command." };

    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Goes on when a line of the standard input fails." };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = "The file with the host's token. Otherwise PBM_TOKEN_FILE names it, or PBM_TOKEN is the token.",
        HelpName = "FILE",
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long connecting may take; 5 when neither this nor PBM_TIMEOUT says so.",
        HelpName = "SECONDS",
        CustomParser = result =>
        {
            if (ConnectTimeout.TryParse(result.Tokens[0].Value, out var timeout))
                return timeout;
            result.AddError($"--timeout takes seconds, for example 10 or 0.5; '{result.Tokens[0].Value}' is none");
            return null;
        },
    };

    // Only for the help: what follows the options is cut off before they are parsed.
    private readonly Argument<string[]> _rest = new("HOST:PORT COMMAND")
    {
        Description = "The host, 127.0.0.1:9110 when it isn't said, and what it is to do: PALETTE COMMAND and its switches, or 'help'. "
            + "Without a command: a shell, or the lines of the standard input when that is no terminal.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly RootCommand _root;

    public PbmCommandLine()
    {
        _root = new RootCommand("Talks to a running node: a shell, or one command and its exit code.") { _rest, _json, _keepGoing, _timeout, _tokenFile };
        _root.Options.OfType<VersionOption>().Single().Action = new SayVersion();
    }

    public RootCommand Root => _root;

    /// <summary>Cuts the arguments into the program's own and the command's words.</summary>
    /// <exception cref="PbmException">With <see cref="ExitCode.WrongUsage"/>.</exception>
    public (ParseResult Own, Invocation Invocation) Parse(IReadOnlyList<string> arguments)
    {
        List<string> own = [];
        HostAddress? address = null;
        var at = 0;
        while (at < arguments.Count)
        {
            var word = arguments[at];
            if (word.StartsWith('-') && word != "--")
            {
                own.Add(word);
                at++;
                if (TakesValue(word) && at < arguments.Count)
                    own.Add(arguments[at++]);
            }
            else if (address is null && word.Contains(':', StringComparison.Ordinal))
            {
                if (!HostAddress.TryParse(word, out address))
                    throw new PbmException(ExitCode.WrongUsage, $"'{word}' is not HOST:PORT, for example 127.0.0.1:9110 or [::1]:9110.");
                at++;
            }
            else
            {
                break;
            }
        }

        var parsed = _root.Parse(own);
        if (parsed.Errors.Count > 0 || parsed.GetValue(_rest) is { Length: > 0 })
        {
            var problem = parsed.Errors.Count > 0 ? parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.') : $"There is no option '{parsed.GetValue(_rest)![0]}'";
            throw new PbmException(ExitCode.WrongUsage, $"{problem}. 'pbm --help' shows what can be said.");
        }

        return (parsed, new Invocation(address ?? HostAddress.Default, [.. arguments.Skip(at)])
        {
            Json = parsed.GetValue(_json),
            KeepGoing = parsed.GetValue(_keepGoing),
            TokenFile = parsed.GetValue(_tokenFile),
            Timeout = parsed.GetValue(_timeout),
        });
    }

    private bool TakesValue(string word) => word == _tokenFile.Name || word == _timeout.Name;

    private sealed class SayVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(PbmVersion.Text);
            return (int)ExitCode.Done;
        }
    }
}
