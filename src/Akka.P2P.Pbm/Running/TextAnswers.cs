namespace Akka.P2P.Pbm.Running;

using Akka.P2P.Pbm.Text;

/// <summary>For people, and for pipes of text: answers on the standard output, the rest beside it.</summary>
internal sealed class TextAnswers(TextWriter output, TextWriter errors, bool colours) : IAnswers
{
    public bool Json => false;

    public void Answer(string text)
    {
        output.Write(Harmless.Lines(text));
        output.Write('\n');
    }

    public void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.Write(Harmless.Line(line));
            output.Write('\n');
        }
    }

    public void Error(ExitCode code, string sentence)
    {
        Flush();
        var shown = Harmless.Lines(sentence);
        errors.Say(colours ? $"\e[31m{shown}\e[0m" : shown);
    }

    public void Note(string sentence)
    {
        Flush();
        errors.Say(Harmless.Lines(sentence));
    }

    public void Flush() => output.Flush();
}
