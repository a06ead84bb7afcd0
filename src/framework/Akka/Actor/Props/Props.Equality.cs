namespace Akka.Actor;

using Akka.Util;

public partial class Props
{
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetType() == other.GetType() && Type == other.Type && Deploy.Equals(other.Deploy)
            && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments));

    public override bool Equals(object? obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Deploy.Dispatcher, Deploy.Mailbox, Arguments.Length);

    public ISurrogate ToSurrogate(ActorSystem system) => new PropsSurrogate { Type = Type, Arguments = Arguments, Deploy = Deploy };

    /// <summary>A recipe on its way.</summary>
    public class PropsSurrogate : ISurrogate
    {
        public Type? Type { get; set; }

        public Deploy? Deploy { get; set; }

        public object?[]? Arguments { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Props(Deploy ?? Deploy.None, Type!, Arguments ?? []);
    }
}
